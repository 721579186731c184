//! The sandbox Pepper's scenarios. They stand before the frame's path: `/scenario/NAME/api/tokenizer/{key}`.
//!
//! Some are about the page's way to the browser, most are played by the page itself, in `hosted/faults.js`. A submit
//! that the form refuses gets its refusal, whatever the scenario, unless the scenario is about how the page speaks, or
//! says that it answers no submit.
//!
//! ```
//! use panless_sandbox::pepper::scenario::{Scenario, TABLE};
//! use panless_sandbox::scenario::Play;
//!
//! for row in TABLE {
//!     assert!(Scenario::parse(row.example).is_some(), "{} is listed but not understood", row.name);
//!     assert!(!row.does.is_empty());
//! }
//! for name in ["no-such-scenario", "delay-5001", "validation-", "validation-cc-cc", "validation-number"] {
//!     assert_eq!(Scenario::parse(name), None, "{name}");
//! }
//! ```

use crate::bomb::Packing;
use crate::portal::Portal;
use crate::scenario::{LONGEST_DELAY, Play, Row, delay, named, pattern, row};
use crate::slow::Kind;

/// The names that `invalid` is known to hold (O).
pub const NAMES: [&str; 5] = ["cc", "exp", "cvv", "account", "routing"];

/// How the page is sent, and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// As documented.
    Ok,
    /// As documented; a token takes so many milliseconds.
    Delay(u64),
    /// As documented; the page takes so many milliseconds.
    SlowLoad(u64),
    /// The page does not arrive.
    Slow(Kind),
    /// A page that is much larger than it comes.
    Packed(Packing),
    /// A captive portal.
    Portal(Portal),
    /// Status 500 in place of the page.
    Broken,
    /// A page that does nothing.
    Empty,
    /// What the page does under that name.
    Plays(&'static str),
    /// A validation that names fields.
    Invalid(Names),
}

/// Some of [`NAMES`], in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names([bool; NAMES.len()]);

impl Names {
    /// `cc-cvv`, each name once.
    fn parse(text: &str) -> Option<Self> {
        let mut names = Self([false; NAMES.len()]);
        for wanted in text.split('-') {
            let place = NAMES.iter().position(|name| *name == wanted)?;
            let chosen = names.0.get_mut(place)?;
            if std::mem::replace(chosen, true) {
                return None;
            }
        }
        Some(names)
    }

    /// As the page reads them: `cc cvv`.
    pub(super) fn text(self) -> String {
        let chosen = NAMES.iter().zip(self.0).filter(|(_, chosen)| *chosen);
        chosen.map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
    }
}

const CC: Scenario = Scenario::Invalid(Names([true, false, false, false, false]));

/// A scenario that the page itself plays.
const fn plays(name: &'static str, does: &'static str) -> Row<Scenario> {
    row(name, Scenario::Plays(name), does)
}

/// Every scenario.
pub const TABLE: &[Row<Scenario>] = &[
    row("ok", Scenario::Ok, "as without a scenario: the page, and a token for what is good in it"),
    pattern("delay-N", "delay-20", Scenario::Delay(0), "as ok, but a token takes N milliseconds (5000 at most)"),
    pattern(
        "slow-load-N",
        "slow-load-20",
        Scenario::SlowLoad(0),
        "as ok, but the page takes N milliseconds (5000 at most)",
    ),
    row("hang", Scenario::Slow(Kind::Hang), "no page, ever: not even headers"),
    row("drop", Scenario::Slow(Kind::Reset), "a TCP reset in place of the page"),
    row("slow-headers", Scenario::Slow(Kind::Headers), "headers at four bytes a second, a reset after 60 s"),
    row("drip", Scenario::Slow(Kind::Drip), "200, then blanks at four a second, unfinished after 60 s"),
    row("byte-a-second", Scenario::Slow(Kind::Second), "200, then one blank a second, unfinished after 60 s"),
    row("headers-only", Scenario::Slow(Kind::Silence), "200 and headers, then nothing for 60 s"),
    row("gzip-bomb", Scenario::Packed(Packing::Gzip), "a page with 50 MB more, packed into some 50 KB"),
    row("brotli-bomb", Scenario::Packed(Packing::Brotli), "a page of 50 MB of blanks, packed into 80 bytes"),
    row("portal", Scenario::Portal(Portal::Page), "a captive portal: its page with status 200"),
    row("portal-elsewhere", Scenario::Portal(Portal::Elsewhere), "302 to that page on another host"),
    row("broken-page", Scenario::Broken, "500 with a page that is none of ours"),
    row("empty-page", Scenario::Empty, "200 with a page without any script"),
    plays("silent", "takes settings, shows the form, never says anything"),
    plays("no-answer", "answers no submit; all else as ok"),
    plays("wrong-id", "every message has another id"),
    plays("no-id", "no message has an id"),
    plays("double-encoded", "every message is a JSON string of a JSON string"),
    plays("object-messages", "every message is an object in place of a string"),
    plays(
        "junk",
        "before and after every message others that are none, or none of a known shape; submissions excepted",
    ),
    plays("no-status", "a success without its status"),
    plays("bad-status", "a success whose status nobody knows"),
    plays("bad-token", "a success whose token is a number"),
    plays("empty-token", "a success whose token is empty"),
    plays("long-token", "a success whose token has 10,000 characters"),
    plays("no-token", "a success without its token"),
    plays("no-data", "a submission without data"),
    plays("error-msg", "an error that tells its reason in msg"),
    plays("error-message", "an error that tells its reason in message"),
    plays("error-empty", "an error that tells no reason"),
    plays("error-echo", "an error whose msg holds the typed number"),
    pattern(
        "validation-NAMES",
        "validation-cc-cvv",
        CC,
        "a validation of a good form; NAMES are of cc, exp, cvv, account, routing",
    ),
    plays("validation-unknown", "a validation that names favourite_colour"),
    plays("validation-empty", "a validation that names nothing"),
    plays("validation-odd", "a validation whose invalid is no list"),
    plays("twice", "answers a good submit twice, the second time with another token"),
    plays("unasked", "sends a success after the settings, before any submit; then as ok"),
    plays("wrong-origin", "everything is said by a nested frame of another origin, with the right id"),
    plays("moved", "once loaded, the page goes to another origin that speaks as ok"),
    plays("leaves", "on a submit the page goes elsewhere in place of an answer"),
    plays("tall", "every height is 100000"),
    plays("echo", "a success that repeats the typed number in user.first_name and card.number"),
];

impl Play for Scenario {
    const PLAIN: Self = Self::Ok;

    fn parse(name: &str) -> Option<Self> {
        let slow = || name.strip_prefix("slow-load-")?.parse().ok().filter(|wait| *wait <= LONGEST_DELAY);
        let names = || name.strip_prefix("validation-").and_then(Names::parse).map(Self::Invalid);
        delay(name)
            .map(Self::Delay)
            .or_else(|| slow().map(Self::SlowLoad))
            .or_else(names)
            .or_else(|| named(TABLE, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pepper::hosted::FAULTS;

    #[test]
    fn what_the_page_is_to_play_is_in_its_script_and_the_reverse() {
        let played: Vec<_> =
            TABLE.iter().filter(|row| Scenario::parse(row.name) == Some(Scenario::Plays(row.name))).collect();
        for row in &played {
            assert!(FAULTS.contains(&format!("\n  \"{}\": ", row.name)), "{}", row.name);
        }
        let written: Vec<_> = FAULTS.lines().filter_map(|line| line.strip_prefix("  \"")?.split_once("\": ")).collect();
        // Beside the listed ones there is `validation`, which has names.
        assert_eq!(written.len(), played.len() + 1);
    }

    #[test]
    fn the_pattern_reads_its_parts() {
        assert_eq!(Scenario::parse("slow-load-20"), Some(Scenario::SlowLoad(20)));
        assert_eq!(Scenario::parse("delay-20"), Some(Scenario::Delay(20)));
        let Some(Scenario::Invalid(names)) = Scenario::parse("validation-cvv-cc") else { panic!("not understood") };
        assert_eq!(names.text(), "cc cvv");
    }
}
