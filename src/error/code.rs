//! What a code says of itself. The codes stand in `code_table`.

use super::Code;
use crate::text::line;

/// Who can do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// The person who pays: correct a field, use another card.
    Customer,
    /// The shop: its key, its options, the data it hands in.
    Merchant,
    /// The payment gateway: it failed or answered nonsense.
    Gateway,
    /// The way between browser and gateway, or between browser and the files of panless.
    Network,
    /// A fault of panless itself: please report it.
    Internal,
}

impl Category {
    /// Every category.
    pub const ALL: &'static [Self] = &[Self::Customer, Self::Merchant, Self::Gateway, Self::Network, Self::Internal];

    /// The word JavaScript sees.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Merchant => "merchant",
            Self::Gateway => "gateway",
            Self::Network => "network",
            Self::Internal => "internal",
        }
    }
}

/// Makes [`Code`] of the rows of its table.
macro_rules! codes {
    ($($category:ident { $($variant:ident $word:literal $message:literal $remedy:literal)* })*) => {
        /// A stable word for each thing that can go wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $message] $variant,)*)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// The one at this place of [`Self::ALL`]. The compiler sees that the number is the answer; a list would be bytes.
            #[must_use]
            pub const fn at(place: usize) -> Option<Self> {
                match place {
                    $($(place if place == Self::$variant as usize => Some(Self::$variant),)*)*
                    _ => None,
                }
            }

            /// Words and messages, a line feed behind each: a table of addresses would take more than the texts themselves.
            pub(super) const WORDS: &'static str = concat!($($($word, "\n",)*)*);
            pub(super) const MESSAGES: &'static str = concat!($($($message, "\n",)*)*);

            /// Who acts.
            #[must_use]
            pub const fn category(self) -> Category {
                match self {
                    $($(Self::$variant)|* => Category::$category,)*
                }
            }

            /// What to do about it, for the documentation.
            #[must_use]
            pub const fn remedy(self) -> &'static str {
                match self {
                    $($(Self::$variant => $remedy,)*)*
                }
            }
        }
    };
}
pub(super) use codes;

impl Code {
    /// The word JavaScript sees.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        line(Self::WORDS, self as usize)
    }

    /// What happened, in fixed English text.
    #[must_use]
    pub fn message(self) -> &'static str {
        line(Self::MESSAGES, self as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_has_a_word_a_message_and_a_remedy_of_its_own() {
        let words: HashSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.message().ends_with('.'), "{code:?}");
            assert!(!code.remedy().is_empty(), "{code:?}");
        }
    }

    #[test]
    fn a_code_fits_the_seven_bits_that_judge_gives_it() {
        assert!(Code::ALL.len() < 127);
    }
}
