//! Codes of countries and of the states of two of them. Data only.

/// The officially assigned countries (ISO 3166-1, state of 2026) whose alpha-3 code is the alpha-2 code with one letter more, but for
/// [`ODD`]: a line for each first letter, from A to Z, and in it two letters for each country, the second of alpha-2 and the one more.
/// That stands between the two where it is a capital, behind them where it is not: under A, `DN` is AD and AND, `Rg` is AR and ARG.
///
/// Both codes of all of them written out are 300 bytes more under brotli.
pub(crate) const REGULAR: &str = "\
    DNERFgGTIaLbMROGRgSmTUUsWBZe\nBRDGElFaGrHrIDLmMuNROlRaSHTnVtWaZL\nAnCkDOFAGOHeIvKOLHMrNHOlRiUbVPWUXrYpZe\nEuJiKNMaOmZa\n\
    CuGyHSRiSpTh\nInJiKLMSORRa\nAbBrDREoFUGyHaIbLRMbNIPLQNRcTmUmYU\nKgMdNdRvTiUn\nDnMnNdOtQRRnSlTa\nEyMAOrPn\n\
    EnGzHmIrNaROWtZA\nAoBnCaIeKaRBSoTuUxVaYB\nArCoDaENFAGDHlKdLiMrNgPNQTRtSrTLUsVDWiXEYsZO\nAmClErFkGaIcLdOrPlRuUIZl\nMn\n\
    AnErFYGNHlKALONCRiSeTRWLYR\nAt\nEuOuUsWa\nAuBLCYDnEWGpHnJmKVLeMrNEOmRUSdTpVLXmYrZW\nCaDCGoHaJkKlLsMKNUOnRUToVUWnZa\n\
    GaMiSaYRZb\nAtCtEnGbIrNmUt\nFLSm\n\nEm\nAfMbWe\n\
";

/// The others: both codes as one word.
pub(crate) const ODD: &str = "AQATA AXALA BABIH BJBEN BQBES BYBLR EEEST GSSGS GWGNB IEIRL ILISR KMCOM KPPRK KYCYM MOMAC PMSPM RSSRB SISVN TFATF UAUKR YTMYT";

/// USPS publication 28, appendix B.
pub(crate) const US_STATES: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY \
     NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI UM FM MH PW AA AE AP";

/// Canada Post.
pub(crate) const CA_PROVINCES: &str = "AB BC MB NB NL NS NT NU ON PE QC SK YT";
