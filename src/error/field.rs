//! The names of everything a payment can hold.

use super::Code;

macro_rules! fields {
    ($($variant:ident $name:literal)*) => {
        /// A field of a payment, in the order in which a form shows them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Field {
            /// Every field, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            const NAMES: &'static str = concat!($("\n", $name,)*);
        }
    };
}

// The first nine are the fields that `judge` takes; `Field::judged` counts on it.
fields! {
    Number "number"
    Expiry "expiry"
    Cvv "cvv"
    Holder "holder"
    FirstName "firstName"
    LastName "lastName"
    PostalCode "postalCode"
    RoutingNumber "routingNumber"
    AccountNumber "accountNumber"
    ExpMonth "expMonth"
    ExpYear "expYear"
    AccountType "accountType"
    AccountHolderType "accountHolderType"
    Currency "currency"
    Address "address"
    Line1 "line1"
    Line2 "line2"
    City "city"
    State "state"
    Country "country"
    Email "email"
    Phone "phone"
    Reference "reference"
    Description "description"
    Metadata "metadata"
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

    /// What is said when this field holds something bad. `None` for fields that only a gateway judges.
    #[must_use]
    pub const fn invalid_code(self) -> Option<Code> {
        Some(match self {
            Self::Number => Code::NumberInvalid,
            Self::Expiry => Code::ExpiryInvalid,
            Self::Cvv => Code::CvvInvalid,
            Self::Holder => Code::HolderInvalid,
            Self::FirstName => Code::FirstNameInvalid,
            Self::LastName => Code::LastNameInvalid,
            Self::PostalCode => Code::PostalCodeInvalid,
            Self::RoutingNumber => Code::RoutingNumberInvalid,
            Self::AccountNumber => Code::AccountNumberInvalid,
            Self::ExpMonth => Code::ExpMonthInvalid,
            Self::ExpYear => Code::ExpYearInvalid,
            Self::AccountType => Code::AccountTypeInvalid,
            Self::AccountHolderType => Code::AccountHolderTypeInvalid,
            Self::Currency => Code::CurrencyInvalid,
            Self::Address | Self::Line1 | Self::Line2 | Self::City => Code::AddressInvalid,
            Self::State => Code::StateInvalid,
            Self::Country => Code::CountryInvalid,
            Self::Email => Code::EmailInvalid,
            Self::Phone => Code::PhoneInvalid,
            Self::Metadata => Code::MetadataInvalid,
            Self::Reference | Self::Description => return None,
        })
    }

    /// What is said when this field is wanted and empty. `None` for fields that have no such code.
    #[must_use]
    pub const fn missing_code(self) -> Option<Code> {
        Some(match self {
            Self::Number => Code::NumberMissing,
            Self::Expiry | Self::ExpMonth | Self::ExpYear => Code::ExpiryMissing,
            Self::Cvv => Code::CvvMissing,
            Self::Holder => Code::HolderMissing,
            Self::FirstName => Code::FirstNameMissing,
            Self::LastName => Code::LastNameMissing,
            Self::PostalCode => Code::PostalCodeMissing,
            Self::RoutingNumber => Code::RoutingNumberMissing,
            Self::AccountNumber => Code::AccountNumberMissing,
            Self::AccountType => Code::AccountTypeMissing,
            _ => return None,
        })
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
