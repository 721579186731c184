//! What a code says of itself. The codes stand in `code_table`.

use super::Code;
use crate::named::named;
use crate::text::line;

named! {
    /// Who can do something about an error.
    Category as_str {
        /// The person who pays: correct a field, use another card.
        Customer "customer"
        /// The shop: its key, its options, the data it hands in.
        Merchant "merchant"
        /// The payment gateway: it failed or answered nonsense.
        Gateway "gateway"
        /// The way between browser and gateway, or between browser and the files of panless.
        Network "network"
        /// A fault of panless itself: please report it.
        Internal "internal"
    }
}

/// Makes [`Code`] of the rows of its table.
macro_rules! codes {
    ($($category:ident { $($variant:ident $word:literal $message:literal $remedy:literal)* })*) => {
        $crate::named::named! {
            /// A stable word for each thing that can go wrong.
            Code as_str { $($(#[doc = $message] $variant $word)*)* }
        }

        impl Code {
            /// A line feed behind each.
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
