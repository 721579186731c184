//! The expiry date that is shown is the one that was typed, whichever way it was: pasted, or key by key.
//!
//! Every text of separators and digits that [`judge`] does not refuse is walked, on days up to 2049.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use panless::card::brand::BrandRules;
use panless::date::YearMonth;
use panless::error::{Code, Field};
use panless::field::edit::{Change, State, edit};
use panless::field::format::format;
use panless::field::{Context, judge};
use panless::verdict::{Judgement, Status};

/// As long as `MM / YYYY`, and one more.
const LONGEST: usize = 10;

/// Until the end of 2049: from then on 127 can be December 207Y, and somebody has to look at this again.
const DAYS: [(u16, u8); 7] = [(2026, 6), (2026, 12), (2027, 2), (2030, 1), (2035, 9), (2042, 12), (2049, 12)];

fn look(text: &str, today: YearMonth) -> Judgement {
    let context = Context { today, brand: None, country: None, rules: BrandRules::default() };
    judge(Field::Expiry, text, &context).unwrap()
}

/// What the field shows after one more key at its end.
fn press(shown: &str, key: char) -> String {
    let end = shown.len();
    let (text, caret, _) =
        edit(Field::Expiry, State { value: shown, start: end, end }, Change::Insert(key.encode_utf8(&mut [0; 4])));
    assert_eq!(caret, text.expose().len(), "{shown:?} and {key:?}");
    text.expose().to_owned()
}

/// Walks every text that starts with another, is not invalid and has no two spaces together.
struct Walk {
    today: YearMonth,
    keys: &'static str,
    valid: usize,
    wrong: Vec<String>,
}

impl Walk {
    fn run((year, month): (u16, u8), keys: &'static str) {
        let mut walk = Self { today: YearMonth::new(year, month).unwrap(), keys, valid: 0, wrong: Vec::new() };
        walk.from("", "");
        let few: Vec<&String> = walk.wrong.iter().take(20).collect();
        assert!(few.is_empty(), "{} wrong: {few:#?}", walk.wrong.len());
        assert!(walk.valid > 1_500, "only {} valid dates", walk.valid);
    }

    fn from(&mut self, text: &str, typed: &str) {
        if look(text, self.today).status() == Status::Invalid {
            return;
        }
        self.valid += usize::from(look(text, self.today).status() == Status::Valid);
        self.compare(text, typed, "typed");
        self.compare(text, format(Field::Expiry, text).expose(), "pasted");
        for key in self.keys.chars().filter(|key| *key != ' ' || !text.ends_with(' ')) {
            if text.len() < LONGEST {
                self.from(&format!("{text}{key}"), &press(typed, key));
            }
        }
    }

    /// Judges a text and the one that is shown instead.
    fn compare(&mut self, text: &str, shown: &str, how: &str) {
        let (typed, judged) = (look(text, self.today), look(shown, self.today));
        if (typed.status(), typed.date) != (judged.status(), judged.date) {
            self.wrong.push(format!("{text:?}, {how} in {:?}, is shown as {shown:?}", self.today));
        }
    }
}

#[test]
fn a_date_with_or_without_a_slash_is_shown_as_what_it_is() {
    DAYS.iter().for_each(|day| Walk::run(*day, "0123456789/"));
}

#[test]
fn a_date_with_spaces_and_hyphens_is_shown_as_what_it_is() {
    Walk::run(DAYS[0], "0123456789- ");
}

#[test]
fn a_date_in_every_shape_that_is_taken_is_shown_as_what_it_is() {
    let separators = ["", "/", "-", "–", "／", " ", "\u{a0}", " / ", "\u{2003}–\u{3000}"];
    let today = YearMonth::new(2026, 6).unwrap();
    for (date, separator) in
        (1..=240_u16).step_by(5).flat_map(|ahead| separators.map(|separator| (5 + ahead, separator)))
    {
        let (year, month) = (2026 + date / 12, date % 12 + 1);
        let short = year - 2000;
        let shapes = [
            format!("{month:02}{separator}{short}"),
            format!("{month}{separator}{year}"),
            format!("{month:02}{separator}{year}"),
            format!("{year}-{month:02}"),
            format!("{month}{separator}{short} "),
        ];
        for text in &shapes {
            let wide: String = text.chars().map(full_width).collect();
            for text in [text, &wide] {
                let typed = text.chars().fold(String::new(), |shown, key| press(&shown, key));
                for shown in [typed.as_str(), format(Field::Expiry, text).expose()] {
                    assert_eq!(look(shown, today).date, YearMonth::new(year, month as u8), "{text:?} {shown:?}");
                }
            }
        }
    }
}

fn full_width(character: char) -> char {
    character.to_digit(10).and_then(|digit| char::from_u32(0xff10 + digit)).unwrap_or(character)
}

/// `125` is January 2025 first, and only then December of a year that begins with 5.
#[test]
fn of_two_bad_readings_the_one_whose_year_is_written_out_gives_the_reason() {
    let today = YearMonth::new(2026, 11).unwrap();
    for (text, code) in [
        ("125 ", Code::ExpiryPast),
        ("199 ", Code::ExpiryTooFar),
        ("1225 ", Code::ExpiryPast),
        ("1299 ", Code::ExpiryTooFar),
        ("19", Code::ExpiryTooFar),
    ] {
        assert_eq!(look(text, today).code(), Some(code), "{text}");
    }
}

#[test]
fn a_digit_is_the_beginning_of_a_month_until_a_space_follows() {
    let code = |text: &str| look(text, YearMonth::new(2026, 11).unwrap()).code();
    for text in ["0", "2027-0", "2027-1"] {
        let expected = [Some(Code::ExpiryIncomplete), Some(Code::ExpiryInvalid)];
        assert_eq!([code(text), code(&format!("{text} "))], expected, "{text}");
    }
}
