//! The names of everything a payment can hold.

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

            /// The field's name in JavaScript. Names of an address stand without `address.` in front.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
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
    /// How many fields `judge` takes: the first of [`Field::ALL`].
    pub const JUDGED: usize = 9;

    /// The field that `judge` knows under this number.
    #[must_use]
    pub fn judged(index: usize) -> Option<Self> {
        Self::ALL.get(..Self::JUDGED)?.get(index).copied()
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
