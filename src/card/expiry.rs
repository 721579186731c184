//! The expiry date in all the ways in which people and browsers write it.
//!
//! Today's month is an argument. A text often has two readings ("127" is January 2027 or the start of 12/7x); every
//! reading is tried, and the best one counts.

use crate::date::YearMonth;
use crate::error::{Code, Field};
use crate::text;
use crate::verdict::{Judgement, Verdict};

/// How many years ahead of today's a card may run. Cards on the market run at most 19 or 20.
pub const HORIZON_YEARS: u16 = 20;

/// Judges a text as somebody typed it.
///
/// Takes `MM/YY`, `M/YY`, `MM/YYYY`, `M/YYYY`, the same without a separator, and `YYYY-MM`. The separator is a slash, a
/// hyphen, an en dash, with or without white space around it, or white space alone. Two digits of a year are 20YY.
#[must_use]
pub fn judge(text: &str, today: YearMonth) -> Judgement {
    if text::too_long(text) {
        return Judgement::of(Verdict::Invalid(Code::ExpiryInvalid));
    }
    let reading = match Parts::split(text) {
        Some(Parts { left: Run { len: 0, .. }, .. }) => return Judgement::empty(Code::ExpiryMissing),
        Some(parts) => parts.read(today),
        None => Reading::Failed(Code::ExpiryInvalid),
    };
    match reading {
        Reading::Good(date) => Judgement { date: Some(date), ..Judgement::of(Verdict::Valid) },
        Reading::Open => Judgement::of(Verdict::Incomplete(Code::ExpiryIncomplete)),
        Reading::Failed(code) => Judgement::of(Verdict::Invalid(code)),
    }
}

/// Parses month and year from fields of their own: one or two digits, and two or four.
///
/// # Errors
///
/// The field to correct with `exp_month_invalid`, `exp_year_invalid`, `expiry_past` or `expiry_too_far`. The last two
/// name the year.
pub fn from_parts(month: &str, year: &str, today: YearMonth) -> Result<YearMonth, (Field, Code)> {
    let bad_month = (Field::ExpMonth, Code::ExpMonthInvalid);
    let bad_year = (Field::ExpYear, Code::ExpYearInvalid);
    let month =
        Run::of(text::trim(month)).filter(|run| matches!(run.len, 1..=2)).and_then(Run::month).ok_or(bad_month)?;
    let year = Run::of(text::trim(year)).and_then(Run::year).ok_or(bad_year)?;
    let date = YearMonth::new(year, month).ok_or(bad_month)?;
    place(date, today).map_err(|code| (Field::ExpYear, code))
}

/// The date itself if a card may carry it today.
fn place(date: YearMonth, today: YearMonth) -> Result<YearMonth, Code> {
    if date < today {
        Err(Code::ExpiryPast)
    } else if u32::from(date.year()) > last_year(today) {
        Err(Code::ExpiryTooFar)
    } else {
        Ok(date)
    }
}

fn last_year(today: YearMonth) -> u32 {
    u32::from(today.year()) + u32::from(HORIZON_YEARS)
}

/// What one reading of a text comes to.
#[derive(Clone, Copy)]
enum Reading {
    Good(YearMonth),
    /// More typing can make it good.
    Open,
    Failed(Code),
}

impl Reading {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Good(_), _) | (Self::Open, Self::Open | Self::Failed(_)) | (Self::Failed(_), Self::Failed(_)) => {
                self
            }
            (Self::Open | Self::Failed(_), _) => other,
        }
    }

    fn open_if(condition: bool) -> Self {
        if condition { Self::Open } else { Self::Failed(Code::ExpiryInvalid) }
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

    fn month(self) -> Option<u8> {
        u8::try_from(self.value).ok().filter(|month| matches!(month, 1..=12))
    }

    fn year(self) -> Option<u16> {
        match self.len {
            2 => u16::try_from(2000 + self.value).ok(),
            4 => u16::try_from(self.value).ok(),
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

    fn read(&self, today: YearMonth) -> Reading {
        match (self.separated, self.left.len) {
            (false, _) => unseparated(self.left, self.closed, today),
            (true, 1 | 2) => month_first(self.left, self.right, self.closed, today),
            (true, 4) => year_first(self.left, self.right, self.closed, today),
            (true, _) => Reading::Failed(Code::ExpiryInvalid),
        }
    }
}

fn unseparated(run: Run, closed: bool, today: YearMonth) -> Reading {
    let with_month_of = |len| match run.split_at(len) {
        Some((month, year)) if year.len > 0 => month_first(month, year, closed, today),
        _ => Reading::Failed(Code::ExpiryInvalid),
    };
    // The reading whose year is written out comes first, so that its reason is the one reported.
    let dated = if run.len > 2 && run.len.is_multiple_of(2) {
        with_month_of(2).or(with_month_of(1))
    } else {
        with_month_of(1).or(with_month_of(2))
    };
    dated.or(Reading::open_if(is_month_so_far(run, closed) || is_year_so_far(run, closed, today)))
}

/// Whether a separator, or the second digit of a month, can still follow.
fn is_month_so_far(run: Run, closed: bool) -> bool {
    match run.len {
        1 => run.value > 0 || !closed,
        2 => run.month().is_some(),
        _ => false,
    }
}

/// Whether this can be the year of `YYYY-MM`.
fn is_year_so_far(run: Run, closed: bool, today: YearMonth) -> bool {
    let whole = run.len == 4;
    let near = |(first, last)| first <= last_year(today) && last >= u32::from(today.year());
    (whole || !closed) && run.years(4).is_some_and(near)
}

fn month_first(month: Run, year: Run, closed: bool, today: YearMonth) -> Reading {
    let Some(month) = month.month() else { return Reading::Failed(Code::ExpiryInvalid) };
    let first_year = u32::from(today.year()) + u32::from(month < today.month());
    let place_years = |(first, last): (u32, u32)| {
        if last < first_year {
            Reading::Failed(Code::ExpiryPast)
        } else if first > last_year(today) {
            Reading::Failed(Code::ExpiryTooFar)
        } else {
            Reading::Open
        }
    };
    let written = match year.year().and_then(|year| YearMonth::new(year, month)).map(|date| place(date, today)) {
        Some(Ok(date)) => return Reading::Good(date),
        Some(Err(code)) => Reading::Failed(code),
        None => Reading::Failed(Code::ExpiryInvalid),
    };
    if closed {
        return written;
    }
    // Two digits can be all of a year, or the start of four: "20" is 2020 first, then the start of 20YY.
    let longer = [2, 4].into_iter().filter(|len| *len > year.len).filter_map(|len| year.years(len)).map(place_years);
    longer.reduce(Reading::or).map_or(written, |longer| prefer_reason(written, longer))
}

/// The open reading of the two; else the written one, unless its reason says nothing.
fn prefer_reason(written: Reading, longer: Reading) -> Reading {
    match written {
        Reading::Failed(Code::ExpiryInvalid) => longer,
        _ => written.or(longer),
    }
}

fn year_first(year: Run, month: Run, closed: bool, today: YearMonth) -> Reading {
    let Some(year) = year.year() else { return Reading::Failed(Code::ExpiryInvalid) };
    // The last month that the digits so far leave possible.
    let last_month = match (month.len, month.value) {
        (0, _) => 12,
        (1, 0) if !closed => 9,
        (1, 1) if !closed => 12,
        (2, 1..=12) => month.value,
        _ => return Reading::Failed(Code::ExpiryInvalid),
    };
    let last = u8::try_from(last_month).ok().and_then(|last_month| YearMonth::new(year, last_month));
    match last.ok_or(Code::ExpiryInvalid).and_then(|last| place(last, today)) {
        Err(code) => Reading::Failed(code),
        Ok(date) if month.len == 2 => Reading::Good(date),
        Ok(_) => Reading::Open,
    }
}
