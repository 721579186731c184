//! What sets one gateway apart, as data.

use crate::card::brand::{Brand, BrandSet};
use crate::error::{Code, Field, FieldSet};
use crate::payment::Slot;
use crate::text::{last_word, line, line_of, parts};
use crate::token::Kind;
use crate::transport::Encoding;

/// One gateway.
#[derive(Debug)]
pub struct Rules {
    /// Where it lives, unless the caller names another place; empty where the caller must.
    pub base_url: &'static str,
    /// The path of its token endpoint, or of its hosted frame.
    pub path: &'static str,
    /// What its keys look like.
    pub keys: &'static [KeyForm],
    /// The encodings it takes; the first is used unless the caller names another. Empty where cards can only be typed into
    /// the gateway's own hosted frame.
    pub encodings: &'static [Encoding],
    /// Its own names for what it takes, in the order in which they are sent. Those in brackets go with the kind of payment that
    /// stands before. A payment may use them too, without kind and brackets.
    pub own: Words<Slot>,
    /// Fields that it wants in capitals; states only where they are two letters.
    pub capitals: FieldSet,
    /// Whether it has countries by three letters.
    pub alpha3: bool,
    /// Further names that mean something to it, a line feed behind each. Metadata can have none of either.
    pub reserved: &'static str,
    /// Its words for card and bank account.
    pub kinds: [&'static str; 2],
    /// What it takes with a card. Empty when it takes no cards.
    pub card: FieldSet,
    /// What it takes with a bank account. Empty when it takes none.
    pub bank: FieldSet,
    /// What must be there wherever it is taken, beside what every payment of a kind must have.
    pub required: FieldSet,
    /// What is sent of a bank account where the caller gives nothing.
    pub assumed: &'static [(Field, &'static str)],
    /// Whether a security code is sent only if the caller says so.
    pub cvv_on_wish: bool,
    /// The most characters of a text.
    pub limits: &'static [(Field, usize)],
    /// Its words for brands. A brand without one runs on another brand's rails, where it does.
    pub brands: Words<Brand>,
    /// What its codes mean; a trailing `*` stands for anything that follows. What is not listed is left to the status.
    pub meanings: Words<Meaning>,
    /// How long an unused token lives, in minutes; `None` where nobody says it.
    pub lifetime: Option<u16>,
}

impl Rules {
    /// The fields that it takes with this kind of payment.
    pub const fn takes(&self, kind: Kind) -> FieldSet {
        match kind {
            Kind::Card => self.card,
            Kind::Bank => self.bank,
        }
    }

    /// Its word for this kind of payment.
    pub const fn kind_word(&self, kind: Kind) -> &'static str {
        let [card, bank] = self.kinds;
        match kind {
            Kind::Card => card,
            Kind::Bank => bank,
        }
    }

    /// The kind of payment that it calls so.
    pub fn kind(&self, word: &str) -> Option<Kind> {
        let [card, bank] = self.kinds;
        match word {
            _ if word == card => Some(Kind::Card),
            _ if word == bank => Some(Kind::Bank),
            _ => None,
        }
    }

    /// Whether it has no key of its own: a relay opens what is sealed for it.
    pub const fn is_sealed(&self) -> bool {
        self.keys.is_empty()
    }

    /// The most characters that this field may have.
    pub fn limit(&self, field: Field) -> Option<usize> {
        self.limits.iter().find(|(limited, _)| *limited == field).map(|(_, limit)| *limit)
    }

    /// Whether a member of this name means something to the gateway.
    pub fn reserves(&self, name: &str) -> bool {
        line_of(self.reserved, name).is_some() || self.own.meaning_of(name).is_some()
    }

    /// What a name of its own means.
    #[inline(never)]
    pub fn slot(&self, name: &str) -> Option<Slot> {
        let at = parts(self.own.words, b'\n').position(|own| last_word(own) == name)?;
        self.own.meant.get(at).copied().filter(|slot| *slot != Slot::Key)
    }

    /// The field that it speaks of by such a name, whatever stands before: its own prefixes vary.
    pub fn field(&self, name: &str) -> Option<Field> {
        match self.slot(last_word(name))? {
            Slot::Field(Field::ExpMonth | Field::ExpYear) => Some(Field::Expiry),
            Slot::Field(field) => Some(field),
            Slot::Brand | Slot::Kind | Slot::Key => None,
        }
    }

    /// The brand that it calls so.
    pub fn brand(&self, word: &str) -> Option<Brand> {
        self.brands.meaning_of(word)
    }

    /// The brands that it has no word for.
    pub fn lacking(&self) -> BrandSet {
        self.brands.meant.iter().fold(BrandSet::ALL, |lacking, brand| lacking.without(*brand))
    }

    /// What one of its codes means.
    pub fn meaning(&self, code: &str) -> Option<Meaning> {
        let means = |word: &str| match word.strip_suffix('*') {
            Some(start) => code.starts_with(start),
            None => code == word,
        };
        self.meanings.iter().find(|(word, _)| means(word)).map(|(_, meaning)| meaning)
    }
}

/// A gateway's words, each with what it stands for. The words are one text: addresses would take more than they do.
#[derive(Debug)]
pub struct Words<T: 'static> {
    /// The words, a line feed behind each.
    pub words: &'static str,
    /// What they stand for, in the same order.
    pub meant: &'static [T],
}

impl<T: Copy> Words<T> {
    /// What this word stands for.
    pub fn meaning_of(&self, word: &str) -> Option<T> {
        self.meant.get(line_of(self.words, word)?).copied()
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, T)> {
        self.meant.iter().enumerate().map(|(at, meant)| (line(self.words, at), *meant))
    }
}

/// Makes [`Words`] of rows.
macro_rules! words {
    ($($word:literal => $meant:expr,)*) => {
        $crate::gateway::Words { words: concat!($($word, "\n",)*), meant: &[$($meant,)*] }
    };
}
pub(crate) use words;

/// What a code of a gateway means.
#[derive(Debug, Clone, Copy)]
pub struct Meaning {
    /// Our code.
    pub code: Code,
    /// The field that is to blame, if one is.
    pub field: Option<Field>,
    /// Whether the gateway asks for another try.
    pub retry: bool,
}

impl Meaning {
    /// A code that blames a field.
    pub(crate) const fn of(code: Code, field: Field) -> Self {
        Self { code, field: Some(field), retry: false }
    }

    /// A code that blames none.
    pub(crate) const fn all(code: Code) -> Self {
        Self { code, field: None, retry: false }
    }

    /// A code that asks for another try.
    pub(crate) const fn retry() -> Self {
        Self { code: Code::GatewayError, field: None, retry: true }
    }
}

/// What a key looks like.
#[derive(Debug)]
pub struct KeyForm {
    /// What it begins with.
    pub prefix: &'static str,
    /// How many letters and digits follow; 0 stands for any number but none.
    pub tail: usize,
    /// Whether `_` and `-` count as letters.
    pub marks: bool,
    /// What a key of this form is.
    pub meaning: KeyMeaning,
}

/// What a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyMeaning {
    /// Made for web pages.
    Public {
        /// Whether it is for tests; `None` where a key does not say.
        test: Option<bool>,
    },
    /// Never to be seen in one.
    Private,
}

impl KeyForm {
    /// Whether a key has this form.
    pub fn fits(&self, key: &str) -> bool {
        let Some(tail) = key.strip_prefix(self.prefix) else { return false };
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || (self.marks && (byte == b'_' || byte == b'-'));
        // A private key is one even when it was cut or spoiled.
        let is_private = self.meaning == KeyMeaning::Private && self.tail == 0;
        is_private || !tail.is_empty() && (self.tail == 0 || tail.len() == self.tail) && tail.bytes().all(plain)
    }
}
