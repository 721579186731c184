//! In which order a payment is read. Data only.

use crate::error::Field;

/// The fields in the order in which they are read, which is that of the issues. The brand comes before the security code,
/// and the country before the postal code that depends on it.
pub(super) const ORDER: &[Field] = &[
    Field::Number,
    Field::Expiry,
    Field::Cvv,
    Field::RoutingNumber,
    Field::AccountNumber,
    Field::AccountType,
    Field::AccountHolderType,
    Field::Holder,
    Field::FirstName,
    Field::LastName,
    Field::Country,
    Field::PostalCode,
    Field::Line1,
    Field::Line2,
    Field::City,
    Field::State,
    Field::Email,
    Field::Phone,
    Field::Reference,
    Field::Description,
    Field::Currency,
    Field::Metadata,
];
