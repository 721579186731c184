//! The names of everything a payment can hold.

use super::Code;

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

            const NAMES: &'static str = concat!($("\n", $name,)*);
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
        super::code::line(Self::NAMES, self as usize)
    }

    /// How many fields `judge` takes: the first of [`Field::ALL`].
    pub const JUDGED: usize = 9;

    /// The field that `judge` knows under this number.
    #[must_use]
    pub fn judged(index: usize) -> Option<Self> {
        Self::ALL.get(..Self::JUDGED)?.get(index).copied()
    }

    /// What is said when this field is wanted and empty, not finished, wrong. [`Code::FieldInvalid`] where no code says more.
    #[must_use]
    pub fn codes(self) -> [Code; 3] {
        Self::CODES.get(self as usize).copied().unwrap_or([Code::FieldInvalid; 3])
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
