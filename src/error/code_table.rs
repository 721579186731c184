//! The one table of codes: word, who acts, what it means, what to do. Data only.
//!
//! Codes and categories are part of the public interface. Messages are fixed English text: nothing that somebody typed
//! is ever put into one. The README's table and the loader's own messages are made from this table.

use super::Category;
use super::code::codes;

codes! {
    Customer {
        NumberMissing "number_missing" "Enter the card number." "Ask the customer for it."
        NumberIncomplete "number_incomplete" "Check the card number: digits are missing or wrong." "Wait while the customer types; on submit, ask for the rest."
        NumberInvalid "number_invalid" "Check the card number: it is not valid." "Ask the customer to check it against the card."
        BrandNotAccepted "brand_not_accepted" "This brand of card is not accepted here." "Ask for another card, or widen `acceptedBrands`."
        ExpiryMissing "expiry_missing" "Enter the expiry date." "Ask the customer for it."
        ExpiryIncomplete "expiry_incomplete" "Enter the full expiry date." "Wait while the customer types; on submit, ask for month and year."
        ExpiryInvalid "expiry_invalid" "Check the expiry date on the card." "Ask for month and year as they stand on the card."
        ExpiryPast "expiry_past" "The card has expired. Please use another card." "Ask for another card."
        ExpiryTooFar "expiry_too_far" "Check the year of the expiry date." "Ask the customer to check the year; cards run at most 20 years."
        CvvMissing "cvv_missing" "Enter the security code." "Ask the customer for it."
        CvvIncomplete "cvv_incomplete" "Enter the full security code." "American Express has four digits, all others three."
        CvvInvalid "cvv_invalid" "Check the security code." "American Express has four digits, all others three."
        HolderMissing "holder_missing" "Enter the name on the card or account." "Ask the customer for it."
        HolderIncomplete "holder_incomplete" "Enter the full name on the card or account." "A name needs at least one character that is not a digit."
        HolderInvalid "holder_invalid" "Check the name on the card or account." "A name has at most 255 characters."
        FirstNameMissing "first_name_missing" "Enter the first name." "Give `firstName`; a joined name is never split."
        FirstNameIncomplete "first_name_incomplete" "Enter the full first name." "A name needs at least one character that is not a digit."
        FirstNameInvalid "first_name_invalid" "Check the first name." "A name has at most 255 characters."
        LastNameMissing "last_name_missing" "Enter the last name." "Give `lastName`; a joined name is never split."
        LastNameIncomplete "last_name_incomplete" "Enter the full last name." "A name needs at least one character that is not a digit."
        LastNameInvalid "last_name_invalid" "Check the last name." "A name has at most 255 characters."
        CardNumberMisplaced "card_number_misplaced" "This looks like a card number. Enter it in its own field." "A name or postal field held 12 or more digits; ask the customer to move them."
        PostalCodeMissing "postal_code_missing" "Enter the postal code." "Ask the customer for it."
        PostalCodeIncomplete "postal_code_incomplete" "Enter the full postal code." "Ask for the rest, or check the country."
        PostalCodeInvalid "postal_code_invalid" "Check the postal code: it does not match the country." "Ask the customer to check it, or check the country."
        RoutingNumberMissing "routing_number_missing" "Enter the routing number." "Ask the customer for it."
        RoutingNumberIncomplete "routing_number_incomplete" "Enter all nine digits of the routing number." "A routing number has nine digits."
        RoutingNumberInvalid "routing_number_invalid" "Check the routing number: it is not valid." "Ask the customer to check it against a cheque or statement."
        AccountNumberMissing "account_number_missing" "Enter the account number." "Ask the customer for it."
        AccountNumberIncomplete "account_number_incomplete" "Enter the full account number." "An account number has 4 to 17 digits."
        AccountNumberInvalid "account_number_invalid" "Check the account number: it must have 4 to 17 digits." "An account number has 4 to 17 digits, nothing else."
        AccountTypeMissing "account_type_missing" "Choose a checking or savings account." "Give `accountType`."
        StateInvalid "state_invalid" "Check the state or province." "For the US and Canada give the two-letter code."
        EmailInvalid "email_invalid" "Check the email address." "Ask the customer to check it."
        PhoneInvalid "phone_invalid" "Check the phone number." "Ask the customer to check it."
        AddressInvalid "address_invalid" "Check the address." "Ask the customer to check it."
        Declined "declined" "The card or account was declined." "Ask for another card or account."
    }
    Merchant {
        KeyMissing "key_missing" "No public key was given." "Give `publicKey`, or `data-public-key` in the script tag."
        KeyInvalid "key_invalid" "The public key fits no gateway." "Copy the public key from the gateway's dashboard again."
        SecretKey "secret_key" "This is a private key. It must never be in a web page." "Replace it by the public key, and revoke it: whoever saw the page has it."
        KeyRejected "key_rejected" "The gateway does not accept this public key." "Check the key, and that it belongs to this gateway and mode."
        GatewayUnknown "gateway_unknown" "There is no gateway of this name." "Use one of the ids in the documentation, or leave `gateway` out."
        OptionUnknown "option_unknown" "There is no option of this name." "Check its spelling; `field` names it."
        OptionInvalid "option_invalid" "The option cannot have this value." "See the option's type in the documentation; `field` names it."
        BaseUrlInvalid "base_url_invalid" "The base URL is not a plain https URL." "Use https, without query and credentials; plain http is for loopback hosts only."
        BaseUrlMissing "base_url_missing" "This gateway needs a base URL." "Give `baseUrl`: the gateway's host is not published."
        PaymentInvalid "payment_invalid" "The payment holds neither card nor bank account." "Hand in an object with `number` or `accountNumber`."
        PaymentAmbiguous "payment_ambiguous" "The payment holds both a card and a bank account." "Hand in one of them."
        PaymentUnsupported "payment_unsupported" "This gateway takes no payment of this kind." "Use another gateway for it."
        FieldUnknown "field_unknown" "There is no field of this name." "Check its spelling; `field` names it."
        FieldDuplicate "field_duplicate" "The payment holds one thing under two names." "Give it once; `field` names it."
        FieldUnsupported "field_unsupported" "This gateway does not take this field." "Leave it out, or set `unsupported: \"omit\"`."
        FieldNotText "field_not_text" "The field's value has the wrong type." "Numbers and account numbers are text; months and years may be numbers."
        FieldUnreadable "field_unreadable" "Reading the field threw an error." "Hand in a plain object."
        FieldTooLong "field_too_long" "The gateway does not take a value of this length." "Shorten it; the gateway's page gives the limit."
        FieldInvalid "field_invalid" "The gateway does not take this value." "See the gateway's page for what the field may hold."
        ExpMonthInvalid "exp_month_invalid" "The expiry month is not 1 to 12." "Give 1 to 12, as text or number."
        ExpYearInvalid "exp_year_invalid" "The expiry year is not two or four digits." "Give two or four digits, as text or number."
        AccountTypeInvalid "account_type_invalid" "The account type is not `checking` or `savings`." "Use one of the two words."
        AccountHolderTypeInvalid "account_holder_type_invalid" "The account holder type is not `individual` or `company`." "Use one of the two words."
        CurrencyInvalid "currency_invalid" "The currency is not a three-letter ISO 4217 code." "Use a code such as `usd`."
        CountryInvalid "country_invalid" "The country is not an ISO 3166 code." "Give two or three letters, such as `US` or `USA`."
        MetadataInvalid "metadata_invalid" "The metadata is not a flat object of texts." "Use texts as values, and names that are not field names."
        MountRequired "mount_required" "This gateway takes cards in its own frame only." "Use `tokenizer.mount(…)` instead of handing in card data."
        MountUnsupported "mount_unsupported" "This gateway has no frame for cards." "Use `generateToken` with the card's data."
        Busy "busy" "A token is being made." "Wait until that call has settled."
        FrameBlocked "frame_blocked" "The page's policy forbids the gateway's frame." "In the Content-Security-Policy allow `jsonp.html`, or the gateway's host for a mounted frame, in `frame-src`."
        NotReady "not_ready" "The core has not been loaded yet." "Await `tokenizer.ready` first."
        Destroyed "destroyed" "The tokenizer has been destroyed." "Create a new one."
        Aborted "aborted" "The call was aborted by its signal." "Nothing, if that was meant; `cause` holds the reason."
        MerchantInactive "merchant_inactive" "The gateway account is not active for this." "Ask the gateway about the account's status, mode and policy."
        RequestRefused "request_refused" "The gateway refused the request." "Look `gatewayCode` up in the gateway's documentation."
    }
    Gateway {
        GatewayError "gateway_error" "The gateway failed." "Try again later; ask the gateway if it lasts."
        RateLimited "rate_limited" "The gateway asks for fewer requests." "Try again later; look for card testing."
        ReplyInvalid "reply_invalid" "The gateway's reply is not as documented." "Try again; a captive portal or proxy may have answered instead."
        ReplyTooLarge "reply_too_large" "The gateway's reply is larger than 256 KB." "Check `baseUrl`: something else may have answered."
        Redirected "redirected" "The gateway answered with a redirect." "Check `baseUrl`."
    }
    Network {
        Offline "offline" "The browser is offline." "Try again when the connection is back."
        NetworkFailed "network_failed" "No readable answer came from the gateway." "Check connection, `connect-src` of the page's CSP, and `baseUrl`."
        Timeout "timeout" "No answer came in time." "A token may have been made; it expires by itself. Let the customer try again."
        FrameFailed "frame_failed" "The gateway's frame did not load." "Check that `jsonp.html` lies beside the script, is served as HTML, and with the headers of the documentation; for a mounted frame check `baseUrl` and key."
        FrameGone "frame_gone" "The frame went away during the call." "Let the customer try again. If it was the page: leave the frame where it is until the call has settled."
        CoreFailed "core_failed" "The files of panless could not be loaded." "Check that wasm and script lie beside each other, and the page's CSP (`'wasm-unsafe-eval'`)."
    }
    Internal {
        Internal "internal" "Something went wrong inside panless." "Please report it, with version and browser. The next call works."
    }
}
