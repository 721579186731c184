//! The expiry date in all the ways in which people and browsers write it.
//!
//! Today's month is an argument. A text often has two readings ("127" is January 2027 or the start of 12/7x); every
//! reading is tried, and the best one counts.

use crate::date::YearMonth;
use crate::error::{Code, Field};
use crate::text;
use crate::verdict::{Judgement, Verdict};

/// How many years ahead of today's a card may run. Cards on the market run at most 19 or 20.
pub const HORIZON_YEARS: u32 = 20;

/// Judges a text as somebody typed it.
///
/// Takes `MM/YY`, `M/YY`, `MM/YYYY`, `M/YYYY`, the same without a separator, and `YYYY-MM`. The separator is a slash, a
/// hyphen, an en dash, with or without white space around it, or white space alone. Two digits of a year are 20YY.
#[must_use]
pub fn judge(text: &str, today: YearMonth) -> Judgement {
    if text::too_long(text) {
        return Judgement::of(Verdict::Invalid(Code::ExpiryInvalid));
    }
    let mut reader = Reader { today, closed: false, found: None };
    let reading = match Parts::split(text) {
        Some(Parts { left: Run { len: 0, .. }, .. }) => return Judgement::empty(Code::ExpiryMissing),
        Some(parts) => {
            reader.closed = parts.closed;
            reader.read(&parts)
        }
        None => WRONG,
    };
    let verdict = match reading {
        Reading::Good => Verdict::Valid,
        Reading::Open => Verdict::Incomplete(Code::ExpiryIncomplete),
        Reading::Failed(code) => Verdict::Invalid(code),
    };
    Judgement { date: reader.found.filter(|_| verdict == Verdict::Valid), ..Judgement::of(verdict) }
}

/// Parses month and year from fields of their own: one or two digits, and two or four.
///
/// # Errors
///
/// The field to correct with `exp_month_invalid`, `exp_year_invalid`, `expiry_past` or `expiry_too_far`. The last two
/// name the year.
#[inline(always)]
pub fn from_parts(month: &str, year: &str, today: YearMonth) -> Result<YearMonth, (Field, Code)> {
    let bad_month = (Field::ExpMonth, Code::ExpMonthInvalid);
    let bad_year = (Field::ExpYear, Code::ExpYearInvalid);
    let month =
        Run::of(text::trim(month)).filter(|run| matches!(run.len, 1..=2)).and_then(Run::month).ok_or(bad_month)?;
    let year = Run::of(text::trim(year)).and_then(Run::year).ok_or(bad_year)?;
    let mut reader = Reader { today, closed: true, found: None };
    match (reader.place(year, month), reader.found) {
        (Reading::Failed(code), _) => Err((Field::ExpYear, code)),
        (_, found) => found.ok_or(bad_year),
    }
}

/// What one reading of a text comes to.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Good,
    /// More typing can make it good.
    Open,
    Failed(Code),
}

/// What is no date, whatever follows.
const WRONG: Reading = Reading::Failed(Code::ExpiryInvalid);

impl Reading {
    /// The better of the two; the first of two that are alike.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Failed(_), Self::Good | Self::Open) | (Self::Open, Self::Good) => other,
            _ => self,
        }
    }

    fn open_if(condition: bool) -> Self {
        if condition { Self::Open } else { WRONG }
    }
}

/// Digits that stand together. More than six are in no date.
#[derive(Clone, Copy, Default)]
struct Run {
    value: u32,
    len: u32,
}

impl Run {
    fn of(text: &str) -> Option<Self> {
        text::characters(text).try_fold(Self::default(), |run, character| run.push(text::digit(character)?))
    }

    fn push(self, digit: u8) -> Option<Self> {
        (self.len < 6).then(|| Self { value: self.value * 10 + u32::from(digit), len: self.len + 1 })
    }

    /// The first `len` digits, and the rest. `None` when there are fewer.
    fn split_at(self, len: u32) -> Option<(Self, Self)> {
        let rest = self.len.checked_sub(len)?;
        let scale = text::power_of_ten(rest);
        Some((Self { value: self.value / scale, len }, Self { value: self.value % scale, len: rest }))
    }

    fn month(self) -> Option<u32> {
        Some(self.value).filter(|month| matches!(month, 1..=12))
    }

    fn year(self) -> Option<u32> {
        match self.len {
            2 => Some(2000 + self.value),
            4 => Some(self.value),
            _ => None,
        }
    }

    /// The first and the last year that starts with these digits when it is written with `len` digits.
    fn years(self, len: u32) -> Option<(u32, u32)> {
        let scale = text::power_of_ten(len.checked_sub(self.len)?);
        let first = self.value * scale + if len == 2 { 2000 } else { 0 };
        Some((first, first + scale - 1))
    }
}

/// A text cut at its separator.
#[derive(Default)]
struct Parts {
    left: Run,
    separated: bool,
    right: Run,
    /// White space follows the last digits, so no digit can join them any more.
    closed: bool,
}

impl Parts {
    /// `None` when no date starts like this.
    fn split(text: &str) -> Option<Self> {
        let mut parts = Self::default();
        for character in text::characters(text) {
            if let Some(digit) = text::digit(character) {
                parts.add(digit)?;
            } else if text::is_space(character) {
                parts.closed = if parts.separated { parts.right.len > 0 } else { parts.left.len > 0 };
            } else if matches!(character, '/' | '／' | '-' | '–') && !parts.separated && parts.left.len > 0 {
                parts.separated = true;
                parts.closed = false;
            } else {
                return None;
            }
        }
        Some(parts)
    }

    fn add(&mut self, digit: u8) -> Option<()> {
        if self.closed {
            // White space alone separates too, but only once.
            if self.separated {
                return None;
            }
            self.separated = true;
            self.closed = false;
        }
        let run = if self.separated { &mut self.right } else { &mut self.left };
        *run = run.push(digit)?;
        Some(())
    }
}

/// Reads a text that was cut, each way in turn.
struct Reader {
    today: YearMonth,
    /// See [`Parts`].
    closed: bool,
    /// The date of a good reading.
    found: Option<YearMonth>,
}

impl Reader {
    fn read(&mut self, parts: &Parts) -> Reading {
        match (parts.separated, parts.left.len) {
            (false, _) => self.unseparated(parts.left),
            (true, 1 | 2) => self.month_first(parts.left, parts.right),
            (true, 4) => self.year_first(parts.left, parts.right),
            (true, _) => WRONG,
        }
    }

    fn last_year(&self) -> u32 {
        self.today.year() + HORIZON_YEARS
    }

    /// A date that is written out: good if a card may carry it today.
    #[inline(never)]
    fn place(&mut self, year: u32, month: u32) -> Reading {
        let Some(date) = YearMonth::counted(year * 12 + month - 1) else { return WRONG };
        if date < self.today {
            return Reading::Failed(Code::ExpiryPast);
        }
        if year > self.last_year() {
            return Reading::Failed(Code::ExpiryTooFar);
        }
        self.found = Some(date);
        Reading::Good
    }

    fn unseparated(&mut self, run: Run) -> Reading {
        // The reading whose year is written out comes first, so that its reason is the one reported.
        let first = if run.len > 2 && run.len.is_multiple_of(2) { 2 } else { 1 };
        let dated = self.with_month_of(run, first).or(self.with_month_of(run, 3 - first));
        dated.or(Reading::open_if(self.is_month_so_far(run) || self.is_year_so_far(run)))
    }

    #[inline(never)]
    fn with_month_of(&mut self, run: Run, len: u32) -> Reading {
        match run.split_at(len) {
            Some((month, year)) if year.len > 0 => self.month_first(month, year),
            _ => WRONG,
        }
    }

    /// Whether a separator, or the second digit of a month, can still follow.
    fn is_month_so_far(&self, run: Run) -> bool {
        match run.len {
            1 => run.value > 0 || !self.closed,
            2 => run.month().is_some(),
            _ => false,
        }
    }

    /// Whether this can be the year of `YYYY-MM`.
    fn is_year_so_far(&self, run: Run) -> bool {
        let whole = run.len == 4;
        let near = |(first, last)| first <= self.last_year() && last >= self.today.year();
        (whole || !self.closed) && run.years(4).is_some_and(near)
    }

    fn month_first(&mut self, month: Run, year: Run) -> Reading {
        let Some(month) = month.month() else { return WRONG };
        let written = year.year().map_or(WRONG, |year| self.place(year, month));
        if self.closed || written == Reading::Good {
            return written;
        }
        // Two digits can be all of a year, or the start of four: "20" is 2020 first, then the start of 20YY.
        let longer = match (self.place_start(month, year, 2), self.place_start(month, year, 4)) {
            (None, None) => return written,
            (Some(reading), None) | (None, Some(reading)) => reading,
            (Some(two), Some(four)) => two.or(four),
        };
        // The open reading of the two; else the written one, unless its reason says nothing.
        if written == WRONG { longer } else { written.or(longer) }
    }

    /// What a longer year of `len` digits that starts like this can come to. `None` when it is no longer.
    #[inline(never)]
    fn place_start(&self, month: u32, year: Run, len: u32) -> Option<Reading> {
        let (first, last) = year.years(len).filter(|_| len > year.len)?;
        let first_year = self.today.year() + u32::from(month < self.today.month());
        Some(if last < first_year {
            Reading::Failed(Code::ExpiryPast)
        } else if first > self.last_year() {
            Reading::Failed(Code::ExpiryTooFar)
        } else {
            Reading::Open
        })
    }

    fn year_first(&mut self, year: Run, month: Run) -> Reading {
        // The last month that the digits so far leave possible.
        let last_month = match (month.len, month.value) {
            (0, _) => 12,
            (1, 0) if !self.closed => 9,
            (1, 1) if !self.closed => 12,
            (2, 1..=12) => month.value,
            _ => return WRONG,
        };
        match self.place(year.value, last_month) {
            Reading::Good if month.len < 2 => Reading::Open,
            reading => reading,
        }
    }
}
