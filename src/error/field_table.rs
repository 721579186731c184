//! The one table of fields: names, and what is said of each. Data only.

use super::code_table::Code;
use super::field::fields;

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
    AccountHolderType "accountHolderType" AccountHolderTypeInvalid AccountHolderTypeInvalid AccountHolderTypeInvalid
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
