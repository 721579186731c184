//! The names of everything a payment can hold.

use super::{Code, Field};

/// Makes [`Field`] of the rows of its table.
macro_rules! fields {
    ($($variant:ident $name:literal $missing:ident $incomplete:ident $invalid:ident)*) => {
        $crate::named::named! {
            /// A field of a payment, in the order in which a form shows them. Names of an address stand without `address.` in front.
            Field name { $(#[doc = concat!("`", $name, "`")] $variant $name)* }
        }

        impl Field {
            pub(super) const CODES: &'static [[Code; 3]] = &[$([Code::$missing, Code::$incomplete, Code::$invalid],)*];
        }
    };
}
pub(super) use fields;

impl Field {
    /// How many fields `judge` takes: the first of [`Field::ALL`].
    pub const JUDGED: usize = 9;

    /// The field that `judge` knows under this number.
    #[must_use]
    pub fn judged(index: usize) -> Option<Self> {
        Self::at(index).filter(|_| index < Self::JUDGED)
    }

    /// What is said when this field is wanted and empty, not finished, wrong. [`Code::FieldInvalid`] where no code says more.
    #[must_use]
    pub fn codes(self) -> [Code; 3] {
        Self::CODES.get(self as usize).copied().unwrap_or([Code::FieldInvalid; 3])
    }
}

/// A set of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSet(u32);

impl FieldSet {
    /// No field.
    pub const EMPTY: Self = Self(0);

    /// These fields.
    #[must_use]
    pub const fn of(mut fields: &[Field]) -> Self {
        let mut set = Self::EMPTY;
        while let [first, rest @ ..] = fields {
            set = set.with(*first);
            fields = rest;
        }
        set
    }

    /// This set and `field`.
    #[must_use]
    pub const fn with(self, field: Field) -> Self {
        Self(self.0 | 1 << field as u32)
    }

    /// The fields, in order.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        (0..).map_while(Field::at).filter(move |field| self.contains(*field))
    }

    /// Whether a field is in it.
    pub const fn contains(self, field: Field) -> bool {
        self.0 >> field as u32 & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_in_a_set_once() {
        let set = FieldSet::of(&[Field::Cvv, Field::Expiry, Field::Cvv]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Field::Expiry, Field::Cvv]);
    }

    #[test]
    fn the_judged_fields_are_the_first_nine() {
        let names: Vec<_> = (0..).map_while(Field::judged).map(Field::name).collect();
        let expected = [
            "number",
            "expiry",
            "cvv",
            "holder",
            "firstName",
            "lastName",
            "postalCode",
            "routingNumber",
            "accountNumber",
        ];
        assert_eq!(names, expected);
    }
}
