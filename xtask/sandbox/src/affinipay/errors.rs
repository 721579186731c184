//! The gateway's error codes and its error envelope.

use crate::reply::reply;
use axum::response::Response;
use serde_json::{Map, Value, json};

/// The `facility` of a message: who speaks. The file gives the two words, not which code has which: declines and
/// processor faults have the second here (I).
const GATEWAY: &str = "gateway";
const NETWORK: &str = "payment_processor";

macro_rules! codes {
    ($($name:ident $text:literal $status:literal $facility:ident;)*) => {
        /// A code of the gateway's error list, with the HTTP status and facility that go with it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`, HTTP ", stringify!($status), ".")] $name,)*
        }

        impl Code {
            /// Every code that comes with an HTTP status; those of a token request (section 5a) first.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as the wire has it.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The HTTP status that it comes with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            const fn facility(self) -> &'static str {
                match self { $(Self::$name => $facility,)* }
            }
        }
    };
}

codes! {
    NotAuthorized "not_authorized" 401 GATEWAY;
    CountryDenied "not_authorized_country_denied" 401 GATEWAY;
    MalformedRequest "malformed_request" 400 GATEWAY;
    InvalidRequest "invalid_request" 400 GATEWAY;
    NoContent "no_content" 422 GATEWAY;
    InvalidData "invalid_data" 422 GATEWAY;
    InvalidDataEncryption "invalid_data_encryption" 422 GATEWAY;
    ResourceNotFound "resource_not_found" 404 GATEWAY;
    MerchantNotActive "merchant_not_active" 422 GATEWAY;
    UnavailableForStatus "unavailable_for_merchant_status" 422 GATEWAY;
    UnavailableForMode "unavailable_for_merchant_mode" 422 GATEWAY;
    UnavailableForPolicy "unavailable_for_merchant_policy" 422 GATEWAY;
    VersionConflict "version_conflict" 409 GATEWAY;
    ServerError "server_error" 500 GATEWAY;
    CardNumberInvalid "card_number_invalid" 422 GATEWAY;
    CardNumberIncorrect "card_number_incorrect" 422 GATEWAY;
    CardExpired "card_expired" 422 GATEWAY;
    CardCvvIncorrect "card_cvv_incorrect" 422 GATEWAY;
    CardAvsRejected "card_avs_rejected" 422 GATEWAY;
    CardTypeNotAccepted "card_type_not_accepted" 422 GATEWAY;
    PaymentMethodExpired "payment_method_expired" 422 GATEWAY;
    NoPaymentMethod "no_payment_method" 422 GATEWAY;
    NoCard "no_card_details_or_token_present" 422 GATEWAY;
    NoBank "no_bank_details_or_token_present" 422 GATEWAY;
    NoAccountForMethod "no_account_for_payment_method" 422 GATEWAY;
    NoAccount "no_account_specified" 422 GATEWAY;
    IncorrectPaymentType "incorrect_payment_type" 422 GATEWAY;
    AccountNotActive "account_not_active" 422 GATEWAY;
    UnavailableForCurrentStatus "unavailable_for_current_status" 422 GATEWAY;
    UnsupportedCurrency "unsupported_currency" 422 GATEWAY;
    CardDeclined "card_declined" 422 NETWORK;
    DeclinedProcessingError "card_declined_processing_error" 422 NETWORK;
    DeclinedInsufficientFunds "card_declined_insufficient_funds" 422 NETWORK;
    DeclinedLimitExceeded "card_declined_limit_exceeded" 422 NETWORK;
    DeclinedReferToIssuer "card_declined_refer_to_issuer" 422 NETWORK;
    DeclinedHold "card_declined_hold" 422 NETWORK;
    DeclinedNoAccount "card_declined_no_account" 422 NETWORK;
    MaxAmount "merchant_trans_max_amount_exceeded" 422 GATEWAY;
    DailyCount "merchant_trans_daily_count_exceeded" 422 GATEWAY;
    DailyAmount "merchant_trans_daily_amount_exceeded" 422 GATEWAY;
    MonthlyCount "merchant_trans_monthly_count_exceeded" 422 GATEWAY;
    MonthlyAmount "merchant_trans_monthly_amount_exceeded" 422 GATEWAY;
    ProcessorNotAvailable "card_processor_not_available" 500 NETWORK;
    CardProcessingError "card_processing_error" 500 NETWORK;
    SettlementFailed "settlement_failed" 500 NETWORK;
    AchDeclined "ach_declined" 422 NETWORK;
    AchDeclinedHold "ach_declined_hold" 422 NETWORK;
    AchDeclinedDuplicate "ach_declined_duplicate" 422 NETWORK;
    AchInvalidAccount "ach_invalid_account_number" 422 NETWORK;
    AchInvalidRouting "ach_invalid_routing_number" 422 NETWORK;
    AchInsufficientFunds "ach_insufficient_funds" 422 NETWORK;
    AchAccountNotFound "ach_account_not_found" 422 NETWORK;
    AchAccountClosed "ach_account_closed" 422 NETWORK;
    AchAccountFrozen "ach_account_frozen" 422 NETWORK;
    AchLimitExceeded "ach_limit_exceeded" 422 NETWORK;
    AchConfiguration "ach_invalid_merchant_configuration" 500 NETWORK;
    AchNotAvailable "ach_processor_not_available" 500 NETWORK;
    AchProcessingError "ach_processing_error" 500 NETWORK;
    ResourceExists "resource_exists" 409 GATEWAY;
}

/// What `invalid_data` says about a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    OutOfRange,
    Length,
    Blank,
    Missing,
    Invalid,
}

impl Fault {
    const fn sub_code(self) -> &'static str {
        match self {
            Self::OutOfRange => "number_out_of_range",
            Self::Length => "invalid_length",
            Self::Blank => "not_blank",
            Self::Missing => "not_null",
            Self::Invalid => "invalid",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::OutOfRange => "is out of range",
            Self::Length => "has an invalid length",
            Self::Blank => "cannot be blank",
            Self::Missing => "is required",
            Self::Invalid => "is invalid",
        }
    }
}

/// One entry of an error envelope's `messages`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    context: Option<String>,
    fault: Option<Fault>,
}

impl Refusal {
    pub(crate) const fn new(code: Code) -> Self {
        Self { code, context: None, fault: None }
    }

    /// `invalid_data` for the field that `context` names.
    pub(crate) fn field(context: &str, fault: Fault) -> Self {
        Self { code: Code::InvalidData, context: Some(context.to_owned()), fault: Some(fault) }
    }

    /// `resource_not_found`; `context` reads `Type[id]`.
    pub(crate) fn not_found(kind: &str, id: &str) -> Self {
        Self { context: Some(format!("{kind}[{id}]")), ..Self::new(Code::ResourceNotFound) }
    }

    fn json(&self) -> Value {
        let mut entry = Map::new();
        entry.insert("code".to_owned(), json!(self.code.text()));
        entry.insert("level".to_owned(), json!("error"));
        entry.insert("facility".to_owned(), json!(self.code.facility()));
        if let Some(context) = &self.context {
            entry.insert("context".to_owned(), json!(context));
        }
        // The gateway's own samples of card codes carry no text, so texts stand on `invalid_data` alone.
        if let Some(fault) = self.fault {
            entry.insert("sub_code".to_owned(), json!(fault.sub_code()));
            entry.insert("message".to_owned(), json!(fault.message()));
        }
        Value::Object(entry)
    }
}

/// The reply to a refused request. The first refusal gives the status.
pub(crate) fn envelope(refusals: &[Refusal]) -> Response {
    let status = refusals.first().map_or(500, |refusal| refusal.code.status());
    let messages: Vec<Value> = refusals.iter().map(Refusal::json).collect();
    reply(status, &json!({ "messages": messages }))
}
