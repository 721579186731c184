//! Which countries there are, and which states belong to two of them.

/// ISO 3166-1 alpha-2.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// ISO 3166-1 alpha-3.
const COUNTRIES_3: &str = "\
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH \
    BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB \
    CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO \
    GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN \
    IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA \
    MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER \
    NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU \
    RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA \
    TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT \
    WLF WSM YEM ZAF ZMB ZWE";

/// USPS: states, the district, territories, military.
const STATES: &str = "\
    AA AE AK AL AP AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MD ME MH MI MN MO MP MS MT NC ND \
    NE NH NJ NM NV NY OH OK OR PA PR PW RI SC SD TN TX UT VA VI VT WA WI WV WY";

/// Canada Post.
const PROVINCES: &str = "AB BC MB NB NL NS NT NU ON PE QC SK YT";

/// Whether `code` is a country's alpha-2 code, in capitals.
pub(crate) fn is_country(code: &str) -> bool {
    contains(COUNTRIES, code)
}

/// Whether `code` is a country's alpha-3 code, in capitals.
pub(crate) fn is_country_3(code: &str) -> bool {
    contains(COUNTRIES_3, code)
}

/// Whether a state fits its country. Countries other than the two are not checked.
pub(crate) fn fits(state: &str, country: &str) -> bool {
    match country {
        "US" => contains(STATES, state),
        "CA" => contains(PROVINCES, state),
        _ => true,
    }
}

fn contains(list: &str, code: &str) -> bool {
    list.split(' ').any(|entry| entry == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texas_is_not_in_canada() {
        assert!(fits("TX", "US") && !fits("TX", "CA") && fits("TX", "DE"));
    }

    #[test]
    fn both_lists_have_as_many_countries() {
        assert_eq!(COUNTRIES.split(' ').count(), COUNTRIES_3.split(' ').count());
        assert!(is_country_3("USA") && is_country_3("DEU") && !is_country_3("US") && !is_country_3("usa"));
    }

    #[test]
    fn a_country_has_two_capital_letters() {
        assert!(is_country("CA") && is_country("ZW"));
        assert!(!is_country("USA") && !is_country("us") && !is_country("ZZ") && !is_country(""));
    }
}
