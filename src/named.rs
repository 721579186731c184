//! Enumerations whose variants have a word each.

/// Makes an enumeration of rows: variants, and the words that JavaScript sees.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident $word_of:ident { $($(#[$about:meta])* $variant:ident $word:literal)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// A line feed behind each: a table of addresses would take more than the words themselves.
            const WORDS: &'static str = concat!($($word, "\n",)*);

            /// The one at this place of [`Self::ALL`]. The compiler sees that the number is the answer; a list would be bytes.
            #[must_use]
            pub const fn at(place: usize) -> Option<Self> {
                match place {
                    $(place if place == Self::$variant as usize => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The word JavaScript sees.
            #[must_use]
            pub fn $word_of(self) -> &'static str {
                crate::text::line(Self::WORDS, self as usize)
            }

            /// The one of this word, spelled exactly.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                crate::text::line_of(Self::WORDS, word).and_then(Self::at)
            }
        }
    };
}
pub(crate) use named;
