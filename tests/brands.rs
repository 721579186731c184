//! The brand table against a second, slower reading of the same facts.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use panless::card::brand::{Brand, BrandRules, BrandSet, Prefix, candidates, runs_on};
use proptest::prelude::*;

/// Ranges as they are published, written a second time so that a slip in either copy shows.
const PUBLISHED: &str = "
visa 4
mastercard 51-55 2221-2720
american-express 34 37
diners-club 300-305 3095 36 38-39
discover 6011 644-649 65
jcb 3528-3589 3088-3094 3096-3102 3112-3120 3158-3159 3337-3349
unionpay 62 8100-8171
maestro 50 56-59 6
mir 2200-2204
elo 401178-401179 431274 438935 451416 457393 457631-457632 504175 506699-506778 509000-509999 627780 636297 636368
elo 650031-650033 650035-650051 650057-650081 650405-650439 650485-650538 650541-650598 650700-650718 650720-650727
elo 650901-650922 650924-650978 651652-651704 655000-655019 655021-655058
hiper 637095 637568 637599 637609 637612 63737423 63743358
hipercard 606282
naranja 589562
rupay 508500-508999 606985-607984 608001-608500 652150-653149 817200-820199
verve 506099-506198 507865-507964 650002-650027
troy 9792
dankort 5019
uatp 1
";

struct Row {
    brand: Brand,
    low: String,
    high: String,
}

fn published() -> Vec<Row> {
    let mut rows = Vec::new();
    for line in PUBLISHED.lines().filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let brand = Brand::named(words.next().unwrap()).unwrap();
        rows.extend(words.map(|range| {
            let (low, high) = range.split_once('-').unwrap_or((range, range));
            Row { brand, low: low.to_owned(), high: high.to_owned() }
        }));
    }
    rows
}

/// The brand of eight digits: of all ranges that hold the beginning of the same length, the longest.
fn longest_match(digits: &str, rows: &[Row], off: BrandSet) -> Option<Brand> {
    let holds = |row: &&Row| {
        let start = &digits[..row.low.len()];
        !off.contains(row.brand) && row.low.as_str() <= start && start <= row.high.as_str()
    };
    rows.iter().filter(holds).max_by_key(|row| row.low.len()).map(|row| row.brand)
}

fn brands(digits: &str, rules: &BrandRules) -> BrandSet {
    candidates(Prefix::of(digits).unwrap(), rules)
}

fn ids(digits: &str) -> Vec<&'static str> {
    brands(digits, &BrandRules::default()).iter().map(Brand::id).collect()
}

/// Every published bound, the beginnings just inside and just outside it, as eight digits.
fn beginnings_near_bounds(rows: &[Row]) -> Vec<String> {
    let mut beginnings = Vec::new();
    for row in rows {
        let scale = 10_i64.pow(8 - row.low.len() as u32);
        let first = row.low.parse::<i64>().unwrap() * scale;
        let last = (row.high.parse::<i64>().unwrap() + 1) * scale - 1;
        for beginning in [first - 1, first, first + 1, last - 1, last, last + 1] {
            beginnings.push(format!("{beginning:08}"));
        }
    }
    beginnings
}

#[test]
fn both_ends_of_every_range_belong_to_it_and_their_neighbours_to_whoever_is_next() {
    let rows = published();
    for beginning in beginnings_near_bounds(&rows) {
        let expected: BrandSet = longest_match(&beginning, &rows, BrandSet::EMPTY).into_iter().collect();
        assert_eq!(brands(&beginning, &BrandRules::default()), expected, "{beginning}");
    }
}

#[test]
fn a_number_of_a_brand_switched_off_falls_to_the_next_longest_range() {
    let rows = published();
    for off in Brand::ALL {
        let rules = BrandRules { off: BrandSet::EMPTY.with(*off), ..BrandRules::default() };
        for beginning in beginnings_near_bounds(&rows) {
            let expected: BrandSet = longest_match(&beginning, &rows, rules.off).into_iter().collect();
            assert_eq!(brands(&beginning, &rules), expected, "{beginning} without {off:?}");
        }
    }
    let without_uatp = BrandRules { off: BrandSet::EMPTY.with(Brand::Uatp), ..BrandRules::default() };
    assert!(brands("1", &without_uatp).is_empty());
    let without_elo = BrandRules { off: BrandSet::EMPTY.with(Brand::Elo), ..BrandRules::default() };
    assert_eq!(brands("627780", &without_elo).single(), Some(Brand::UnionPay));
}

#[test]
fn a_prefix_has_the_brands_of_its_ten_continuations() {
    let rules = BrandRules::default();
    let mut prefixes = vec![String::new()];
    while let Some(prefix) = prefixes.pop() {
        let longer: Vec<String> = ('0'..='9').map(|digit| format!("{prefix}{digit}")).collect();
        let united = longer.iter().fold(0, |bits, longer| bits | brands(longer, &rules).bits());
        assert_eq!(brands(&prefix, &rules).bits(), united, "{prefix}");
        if prefix.len() < 7 && brands(&prefix, &rules).len() > 1 {
            prefixes.extend(longer);
        }
    }
}

#[test]
fn eight_digits_settle_the_brand_and_more_change_nothing() {
    let rules = BrandRules::default();
    for beginning in beginnings_near_bounds(&published()) {
        let settled = brands(&beginning, &rules);
        assert!(settled.len() <= 1, "{beginning}");
        assert_eq!(brands(&format!("{beginning}99999999"), &rules), settled);
    }
}

#[test]
fn short_prefixes_have_exactly_the_brands_that_can_still_come() {
    let five = ["mastercard", "maestro", "elo", "naranja", "rupay", "verve", "dankort"];
    let cases: [(&str, &[&str]); 22] = [
        ("2", &["mastercard", "mir"]),
        ("27", &["mastercard"]),
        ("3", &["american-express", "diners-club", "jcb"]),
        ("30", &["diners-club", "jcb"]),
        ("309", &["diners-club", "jcb"]),
        ("3095", &["diners-club"]),
        ("4", &["visa", "elo"]),
        ("41", &["visa"]),
        ("5", &five),
        ("50794", &["verve"]),
        ("60", &["discover", "maestro", "hipercard", "rupay"]),
        ("601", &["discover", "maestro"]),
        ("6011", &["discover"]),
        ("62", &["unionpay", "elo"]),
        ("64", &["discover", "maestro"]),
        ("65", &["discover", "elo", "rupay", "verve"]),
        ("8", &["unionpay", "rupay"]),
        ("81", &["unionpay", "rupay"]),
        ("82", &["rupay"]),
        ("9", &["troy"]),
        ("5019", &["dankort"]),
        ("1", &["uatp"]),
    ];
    for (prefix, expected) in cases {
        assert_eq!(ids(prefix), expected, "{prefix}");
    }
    assert_eq!(brands("", &BrandRules::default()), BrandSet::ALL);
    for none in ["0", "7", "21", "28", "32", "221", "3527", "2205", "2220", "2721"] {
        assert_eq!(ids(none), [""; 0], "{none}");
    }
}

#[test]
fn every_brand_has_the_published_lengths() {
    let all = |from: usize| (from..=19).collect::<Vec<_>>();
    for brand in Brand::ALL {
        let expected = match brand.id() {
            "visa" => vec![13, 16, 18, 19],
            "american-express" | "uatp" => vec![15],
            "diners-club" => all(14),
            "discover" | "jcb" | "unionpay" | "mir" => all(16),
            "maestro" => all(12),
            "verve" => vec![16, 18, 19],
            _ => vec![16],
        };
        assert_eq!(brand.lengths().collect::<Vec<_>>(), expected, "{brand:?}");
        assert_eq!(brand.longest(), *expected.last().unwrap());
        assert!((0..70).all(|digits| brand.has_length(digits) == expected.contains(&digits)), "{brand:?}");
    }
}

#[test]
fn the_usual_length_is_sixteen_but_for_three_brands() {
    for brand in Brand::ALL {
        let expected = match brand.id() {
            "american-express" | "uatp" => 15,
            "diners-club" => 14,
            _ => 16,
        };
        assert_eq!(brand.usual_length(), expected, "{brand:?}");
        assert!(brand.has_length(expected), "{brand:?}");
    }
}

#[test]
fn every_brand_has_the_published_code_and_checksum() {
    for brand in Brand::ALL {
        let code = match brand.id() {
            "american-express" => Some(4),
            "uatp" => None,
            _ => Some(3),
        };
        assert_eq!(brand.cvv_length(), code, "{brand:?}");
        assert_eq!(brand.has_luhn(), !matches!(brand.id(), "unionpay" | "naranja"), "{brand:?}");
    }
}

#[test]
fn ids_and_names_are_unique_and_ids_are_read_back() {
    let mut names: Vec<_> = Brand::ALL.iter().flat_map(|brand| [brand.id(), brand.display_name()]).collect();
    assert!(Brand::ALL.iter().all(|brand| Brand::named(brand.id()) == Some(*brand)));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 2 * 18);
    assert_eq!(Brand::named("Visa"), None);
}

#[test]
fn a_set_holds_what_was_put_in_and_keeps_the_order_of_the_table() {
    let set: BrandSet = [Brand::Uatp, Brand::Visa, Brand::Elo].into_iter().collect();
    assert_eq!(set.iter().collect::<Vec<_>>(), [Brand::Visa, Brand::Elo, Brand::Uatp]);
    assert_eq!((set.len(), set.single(), set.is_empty()), (3, None, false));
    assert_eq!(set.without(Brand::Elo).without(Brand::Uatp).single(), Some(Brand::Visa));
    assert_eq!(BrandSet::from_bits(u32::MAX), BrandSet::ALL);
    assert_eq!(BrandSet::from_bits(set.bits()), set);
}

#[test]
fn a_brand_runs_on_the_rails_that_its_first_digits_name() {
    let rails = |brand, digits| runs_on(brand, Prefix::of(digits).unwrap());
    for (brand, digits) in [
        (Brand::DinersClub, "36"),
        (Brand::Jcb, "3530"),
        (Brand::UnionPay, "62"),
        (Brand::RuPay, "652150"),
        (Brand::Elo, "650031"),
        (Brand::Verve, "650002"),
        (Brand::Troy, "65"),
    ] {
        assert_eq!(rails(brand, digits), Some(Brand::Discover), "{brand:?} {digits}");
    }
    for brand in [Brand::Maestro, Brand::Hiper, Brand::Hipercard] {
        assert_eq!(rails(brand, "6"), Some(Brand::Mastercard), "{brand:?}");
    }
    for (brand, digits) in [(Brand::RuPay, "8172"), (Brand::Elo, "509"), (Brand::Verve, "5061"), (Brand::Troy, "9792")]
    {
        assert_eq!(rails(brand, digits), None, "{brand:?} {digits}");
    }
    let own = [Brand::Visa, Brand::Mastercard, Brand::AmericanExpress, Brand::Discover];
    let none = [Brand::Mir, Brand::Naranja, Brand::Dankort, Brand::Uatp];
    for brand in own.into_iter().chain(none) {
        assert_eq!(rails(brand, "65"), None, "{brand:?}");
    }
}

#[test]
fn rails_count_only_for_brands_that_the_shop_sends_over_them() {
    let discover = BrandSet::EMPTY.with(Brand::Discover);
    let strict = BrandRules { accepted: discover, ..BrandRules::default() };
    let by_rails = BrandRules { by_rails: BrandSet::ALL, ..strict };
    let prefix = |digits| Prefix::of(digits).unwrap();
    assert_eq!(strict.accepts(Brand::Jcb, prefix("3530")), Some(false));
    assert_eq!(by_rails.accepts(Brand::Jcb, prefix("3530")), Some(true));
    assert_eq!(by_rails.accepts(Brand::Maestro, prefix("50")), Some(false));
    assert_eq!(by_rails.accepts(Brand::Elo, prefix("6")), None);
    assert_eq!(by_rails.accepts(Brand::Elo, prefix("65")), Some(true));
    assert_eq!(by_rails.accepts(Brand::Elo, prefix("50")), Some(false));
}

#[test]
fn a_typed_text_has_the_brands_of_its_digits_and_none_where_it_holds_anything_else() {
    let of = |text| panless::card::number::brands(text, &BrandRules::default());
    assert_eq!([of("42-42 "), of("42x")], [BrandSet::EMPTY.with(Brand::Visa), BrandSet::EMPTY]);
    assert_eq!(of(""), BrandSet::ALL);
}

#[test]
fn a_brand_is_in_a_set_once_and_a_set_is_as_long_as_its_longest_brand() {
    let set = BrandSet::EMPTY.with(Brand::Jcb).with(Brand::Discover).with(Brand::Jcb);
    assert_eq!((set.len(), format!("{set:?}").as_str()), (2, "{Discover, Jcb}"));
    assert_eq!((set.without(Brand::Visa), set.without(Brand::Jcb).len()), (set, 1));
    assert_eq!([set.longest(), BrandSet::EMPTY.longest()], [19, 0]);
}

proptest! {
    #[test]
    fn any_eight_digits_belong_to_the_longest_range_that_holds_them(digits in "[0-9]{8}", off in any::<u32>()) {
        let rules = BrandRules { off: BrandSet::from_bits(off), ..BrandRules::default() };
        let expected: BrandSet = longest_match(&digits, &published(), rules.off).into_iter().collect();
        prop_assert_eq!(brands(&digits, &rules), expected);
    }
}
