//! The names of everything a payment can hold.

use super::Code;
use crate::text::{line, line_of};

macro_rules! fields {
    ($($variant:ident $name:literal $missing:ident $incomplete:ident $invalid:ident)*) => {
        /// A field of a payment, in the order in which a form shows them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Field {
            /// Every field, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The one at this place of [`Self::ALL`]. The compiler sees that the number is the answer; a list would be bytes.
            #[must_use]
            pub const fn at(place: usize) -> Option<Self> {
                match place {
                    $(place if place == Self::$variant as usize => Some(Self::$variant),)*
                    _ => None,
                }
            }

            const NAMES: &'static str = concat!($($name, "\n",)*);
            const CODES: &'static [[Code; 3]] = &[$([Code::$missing, Code::$incomplete, Code::$invalid],)*];
        }
    };
}

// What is said when the field is wanted and empty, not finished, wrong; `FieldInvalid` stands where no code says more.
// The first nine are the fields that `judge` takes; `Field::judged` counts on it.
fields! {
    Number "number" NumberMissing NumberIncomplete NumberInvalid
    Expiry "expiry" ExpiryMissing ExpiryIncomplete ExpiryInvalid
    Cvv "cvv" CvvMissing CvvIncomplete CvvInvalid
    Holder "holder" HolderMissing HolderIncomplete HolderInvalid
    FirstName "firstName" FirstNameMissing FirstNameIncomplete FirstNameInvalid
    LastName "lastName" LastNameMissing LastNameIncomplete LastNameInvalid
    PostalCode "postalCode" PostalCodeMissing PostalCodeIncomplete PostalCodeInvalid
    RoutingNumber "routingNumber" RoutingNumberMissing RoutingNumberIncomplete RoutingNumberInvalid
    AccountNumber "accountNumber" AccountNumberMissing AccountNumberIncomplete AccountNumberInvalid
    ExpMonth "expMonth" ExpiryMissing ExpMonthInvalid ExpMonthInvalid
    ExpYear "expYear" ExpiryMissing ExpYearInvalid ExpYearInvalid
    AccountType "accountType" AccountTypeMissing AccountTypeInvalid AccountTypeInvalid
    AccountHolderType "accountHolderType" FieldInvalid AccountHolderTypeInvalid AccountHolderTypeInvalid
    Currency "currency" FieldInvalid CurrencyInvalid CurrencyInvalid
    Address "address" FieldInvalid AddressInvalid AddressInvalid
    Line1 "line1" FieldInvalid AddressInvalid AddressInvalid
    Line2 "line2" FieldInvalid AddressInvalid AddressInvalid
    City "city" FieldInvalid AddressInvalid AddressInvalid
    State "state" FieldInvalid StateInvalid StateInvalid
    Country "country" FieldInvalid CountryInvalid CountryInvalid
    Email "email" FieldInvalid EmailInvalid EmailInvalid
    Phone "phone" FieldInvalid PhoneInvalid PhoneInvalid
    Reference "reference" FieldInvalid FieldInvalid FieldInvalid
    Description "description" FieldInvalid FieldInvalid FieldInvalid
    Metadata "metadata" FieldInvalid MetadataInvalid MetadataInvalid
}

impl Field {
    /// The field's name in JavaScript. Names of an address stand without `address.` in front.
    #[must_use]
    pub fn name(self) -> &'static str {
        line(Self::NAMES, self as usize)
    }

    /// The field of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        line_of(Self::NAMES, name).and_then(Self::at)
    }

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
    #[must_use]
    pub const fn contains(self, field: Field) -> bool {
        self.0 >> field as u32 & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
