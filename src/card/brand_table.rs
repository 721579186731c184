//! The brand table: data only. It must hold no rule; those stand in `brand`.
//!
//! Where no source is named, the row follows ISO/IEC 7812 and the public tables of payment card numbers made from it.

use super::brand::brands;
use super::brand_flat::{Range, ranges};

/// How the digits of a number are grouped on the card.
#[derive(Clone, Copy)]
pub(super) enum Grouping {
    Fours,
    FourSixRest,
    /// 4-6-4 up to fourteen digits, fours from the fifteenth on.
    FourSixFourUntilFourteen,
    FourFiveRest,
}

/// What is known of a brand beside its ranges.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    /// Bit n is set when numbers of n digits exist.
    pub(super) lengths: u32,
    pub(super) grouping: Grouping,
    /// Digits of the security code; 0 when the card has none.
    pub(super) cvv: u8,
    pub(super) luhn: bool,
}

const LUHN: bool = true;
const NO_LUHN: bool = false;

const fn from_to(shortest: u32, longest: u32) -> u32 {
    (2 << longest) - (1 << shortest)
}

const FIFTEEN: u32 = 1 << 15;
const SIXTEEN: u32 = 1 << 16;

// Each brand by its id and by the name to show: its lengths, how it is grouped, the digits of its security code, its check digit.
brands! {
    // Networks publish 13, 16 and 19; a large gateway's own data also lists 18, and AffiniPay's sandbox has 13.
    Visa "visa" "Visa" (1 << 13 | SIXTEEN | 1 << 18 | 1 << 19) Fours 3 LUHN
    Mastercard "mastercard" "Mastercard" (SIXTEEN) Fours 3 LUHN
    AmericanExpress "american-express" "American Express" (FIFTEEN) FourSixRest 4 LUHN
    // Discover Global Network, August 2021; 14 digits outside 36 are the test numbers of every gateway.
    DinersClub "diners-club" "Diners Club" (from_to(14, 19)) FourSixFourUntilFourteen 3 LUHN
    Discover "discover" "Discover" (from_to(16, 19)) Fours 3 LUHN
    Jcb "jcb" "JCB" (from_to(16, 19)) Fours 3 LUHN
    // Many real cards fail Luhn.
    UnionPay "unionpay" "UnionPay" (from_to(16, 19)) Fours 3 NO_LUHN
    Maestro "maestro" "Maestro" (from_to(12, 19)) Fours 3 LUHN
    Mir "mir" "Mir" (from_to(16, 19)) Fours 3 LUHN
    Elo "elo" "Elo" (SIXTEEN) Fours 3 LUHN
    Hiper "hiper" "Hiper" (SIXTEEN) Fours 3 LUHN
    Hipercard "hipercard" "Hipercard" (SIXTEEN) Fours 3 LUHN
    // Its check digit follows a rule of its own.
    Naranja "naranja" "Naranja" (SIXTEEN) Fours 3 NO_LUHN
    RuPay "rupay" "RuPay" (SIXTEEN) Fours 3 LUHN
    Verve "verve" "Verve" (SIXTEEN | 1 << 18 | 1 << 19) Fours 3 LUHN
    Troy "troy" "Troy" (SIXTEEN) Fours 3 LUHN
    Dankort "dankort" "Dankort" (SIXTEEN) Fours 3 LUHN
    Uatp "uatp" "UATP" (FIFTEEN) FourFiveRest 0 LUHN
}

// Inclusive ranges of first digits, compared on as many digits as they are written with.
//
// Read by the compiler only: what a program holds is the flat table that `brand_flat` makes from it.
ranges! {
    (Visa, &[(4, 4)]),
    // Mastercard's notice on the 2-series: 222100 to 272099 exactly.
    (Mastercard, &[(51, 55), (2221, 2720)]),
    (AmericanExpress, &[(34, 34), (37, 37)]),
    // Discover Global Network, IIN routing table of August 2021.
    (DinersClub, &[(300, 305), (3095, 3095), (36, 36), (38, 39)]),
    // Discover Global Network, IIN routing table of August 2021.
    (Discover, &[(6011, 6011), (644, 649), (65, 65)]),
    // Discover Global Network, IIN routing table of August 2021, also for the parts of 30, 31 and 33.
    (Jcb, &[(3528, 3589), (3088, 3094), (3096, 3102), (3112, 3120), (3158, 3159), (3337, 3349)]),
    // Discover Global Network, IIN routing table of August 2021.
    (UnionPay, &[(62, 62), (8100, 8171)]),
    // Mastercard's rules, as the ActiveMerchant library cites them; 6 catches what no longer range claims.
    (Maestro, &[(50, 50), (56, 59), (6, 6)]),
    (Mir, &[(2200, 2204)]),
    // The network's own list, as the ActiveMerchant library cites it. Those in 4 are not confirmed.
    (Elo, &[
        (401178, 401179), (431274, 431274), (438935, 438935), (451416, 451416), (457393, 457393), (457631, 457632),
        (504175, 504175), (506699, 506778), (509000, 509999), (627780, 627780), (636297, 636297), (636368, 636368),
        (650031, 650033), (650035, 650051), (650057, 650081), (650405, 650439), (650485, 650538), (650541, 650598),
        (650700, 650718), (650720, 650727), (650901, 650922), (650924, 650978), (651652, 651704), (655000, 655019),
        (655021, 655058),
    ]),
    // Public tables only; not confirmed by the network.
    (Hiper, &[
        (637095, 637095), (637568, 637568), (637599, 637599), (637609, 637609), (637612, 637612),
        (63737423, 63737423), (63743358, 63743358),
    ]),
    // Public tables only; not confirmed by the network.
    (Hipercard, &[(606282, 606282)]),
    // Public tables only; not confirmed by the network.
    (Naranja, &[(589562, 589562)]),
    // Blocks as the Juspay card validator lists them; not confirmed by the network.
    (RuPay, &[(508500, 508999), (606985, 607984), (608001, 608500), (652150, 653149), (817200, 820199)]),
    // Public tables only; not confirmed by the network.
    (Verve, &[(506099, 506198), (507865, 507964), (650002, 650027)]),
    (Troy, &[(9792, 9792)]),
    (Dankort, &[(5019, 5019)]),
    (Uatp, &[(1, 1)]),
}
