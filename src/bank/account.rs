//! The number of a bank account, and the words for its kind and holder.

use crate::error::Code;
use crate::secret::Secret;
use crate::text::{self, TextJudgement};
use crate::verdict::Verdict;

/// The fewest digits of an account number.
pub const SHORTEST: usize = 4;

/// The most digits of an account number.
pub const LONGEST: usize = 17;

/// An account number: text, because its leading zeros count.
///
/// # Secrets
///
/// All of it but the last four digits.
#[derive(Debug)]
pub struct AccountNumber(Secret);

impl AccountNumber {
    /// Parses a finished text; what [`judge`] says holds here too.
    ///
    /// # Errors
    ///
    /// `account_number_missing`, `account_number_incomplete`, `account_number_invalid`.
    pub fn parse(text: &str) -> Result<Self, Code> {
        judge(text).finished()?;
        Ok(Self(text::digits(text)))
    }

    /// All digits, ASCII, leading zeros kept.
    #[must_use]
    pub const fn digits(&self) -> &Secret {
        &self.0
    }

    /// The last four digits, which may be shown.
    #[must_use]
    pub fn last4(&self) -> &str {
        let digits = self.0.expose();
        digits.get(digits.len().saturating_sub(4)..).unwrap_or("")
    }
}

/// Judges a text as somebody typed it: ASCII and full-width digits; white space and hyphens are skipped.
#[must_use]
pub fn judge(text: &str) -> TextJudgement {
    if text::too_long(text) {
        return TextJudgement::of(Verdict::Invalid(Code::AccountNumberInvalid));
    }
    match text::only_digits(text) {
        Some(0) => TextJudgement::empty(Code::AccountNumberMissing),
        Some(1..SHORTEST) => TextJudgement::of(Verdict::Incomplete(Code::AccountNumberIncomplete)),
        Some(SHORTEST..=LONGEST) => TextJudgement::of(Verdict::Valid),
        _ => TextJudgement::of(Verdict::Invalid(Code::AccountNumberInvalid)),
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $word:literal)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word JavaScript sees.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The one with this word, in any case.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str().eq_ignore_ascii_case(word))
            }
        }
    };
}

words! {
    /// The kind of an account.
    AccountType {
        /// A checking account.
        Checking "checking"
        /// A savings account.
        Savings "savings"
    }
}

words! {
    /// Who holds an account.
    HolderType {
        /// A person.
        Individual "individual"
        /// A company.
        Company "company"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Status;

    #[test]
    fn takes_four_to_seventeen_digits() {
        for count in 1..25 {
            let expected = match count {
                ..4 => Status::Incomplete,
                4..=17 => Status::Valid,
                _ => Status::Invalid,
            };
            assert_eq!(judge(&"0".repeat(count)).verdict.status(), expected, "{count} digits");
        }
    }

    #[test]
    fn keeps_leading_zeros() {
        let account = AccountNumber::parse("00 01-２3 4567").unwrap();
        assert_eq!((account.digits().expose(), account.last4()), ("0001234567", "4567"));
        assert!(!format!("{account:?}").contains('4'));
    }

    #[test]
    fn refuses_anything_but_digits() {
        for text in ["1234x", "1234.5", "DE1234", "1234\u{200b}", "-12345/6"] {
            assert_eq!(AccountNumber::parse(text).unwrap_err(), Code::AccountNumberInvalid, "{text}");
        }
        assert_eq!(AccountNumber::parse(" - ").unwrap_err(), Code::AccountNumberMissing);
        assert_eq!(AccountNumber::parse("123").unwrap_err(), Code::AccountNumberIncomplete);
    }

    #[test]
    fn every_word_is_read_back_in_any_case() {
        for one in AccountType::ALL {
            assert_eq!(AccountType::from_word(one.as_str()), Some(*one));
        }
        for one in HolderType::ALL {
            assert_eq!(HolderType::from_word(one.as_str()), Some(*one));
        }
        assert_eq!(
            (AccountType::from_word("Checking"), HolderType::from_word("")),
            (Some(AccountType::Checking), None)
        );
    }
}
