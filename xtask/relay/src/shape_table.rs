//! The shapes: what may be sealed, and where it goes. Data only.
//!
//! No host and no path comes from anywhere else, and of what the merchant's server adds only the fields named here pass.

use crate::shape::Rule::{
    Account, AccountHolder, Cvv, Label, Literal, Month, MonthNumber, Number, OneOf, Part, Routing, Text, Year,
    YearNumber,
};
use crate::shape::{Answer, Gateway, Member, Shape, Target};

const fn needs(name: &'static str, rule: crate::shape::Rule) -> Member {
    Member { name, rule, required: true }
}

const fn takes(name: &'static str, rule: crate::shape::Rule) -> Member {
    Member { name, rule, required: false }
}

const METHOD_CARD: Member = needs("paymentMethod", Literal("1"));
const METHOD_BANK: Member = needs("paymentMethod", Literal("2"));
const NEW: Member = needs("cardId", Literal("new1"));
const NUMBER: Member = needs("cardNumber", Number(12, 19));
const MONTH: Member = needs("expMonth", Month);
const YEAR: Member = needs("expYear", Year);
const ACCOUNT_TYPES: &[&str] = &["checking", "saving"];
const HOLDER_TYPES: &[&str] = &["business", "personal"];

const CARD: &[Member] = &[
    METHOD_CARD,
    NUMBER,
    takes("cardCvv", Cvv),
    MONTH,
    YEAR,
    takes("bAddress1", Text),
    takes("bAddress2", Text),
    takes("bCity", Text),
    takes("bState", Text),
    takes("bZipcode", Text),
    takes("bCountry", Text),
    takes("bPhone", Text),
];

const BANK: &[Member] = &[
    METHOD_BANK,
    needs("eaccountName", AccountHolder),
    needs("eaccountNumber", Account),
    needs("erouteNumber", Routing),
    needs("eaccountType", OneOf(ACCOUNT_TYPES)),
    needs("eaccountHolderType", OneOf(HOLDER_TYPES)),
    takes("bAddress1", Text),
    takes("bAddress2", Text),
    takes("bCity", Text),
    takes("bState", Text),
    takes("bZipcode", Text),
    takes("bCountry", Text),
    takes("bPhone", Text),
];

const PAY_CARD: &[Member] = &[METHOD_CARD, NEW, NUMBER, needs("cardCvv", Cvv), MONTH, YEAR];

const PAY_BANK: &[Member] = &[
    METHOD_BANK,
    NEW,
    needs("eaccountName", AccountHolder),
    needs("eaccountNumber", Account),
    needs("erouteNumber", Routing),
    needs("eaccountType", OneOf(ACCOUNT_TYPES)),
    needs("eaccountHolderType", OneOf(HOLDER_TYPES)),
];

const SUB_CARD: &[Member] = &[
    METHOD_CARD,
    NEW,
    needs("cardNumber", Number(15, 16)),
    MONTH,
    YEAR,
    needs("cvv", Cvv),
    needs("friendlyName", Label),
];

const PAYER: &[Member] = &[
    needs(
        "payer",
        Part(&[
            needs("ccnumber", Number(12, 19)),
            needs("code", Cvv),
            needs("expire_month", MonthNumber),
            needs("expire_year", YearNumber),
        ]),
    ),
    takes(
        "billing_address",
        Part(&[
            takes("address", Text),
            takes("address2", Text),
            takes("city", Text),
            takes("state", Text),
            takes("zip", Text),
            takes("country", Text),
        ]),
    ),
];

const CREATE: Target = Target {
    action: "create",
    gateway: Gateway::Chargezoom,
    path: "/customer/card/create",
    fields: &["customerId", "defaultCard"],
    answer: Answer::CardId,
};

/// What a sale and an authorization share.
macro_rules! payment_fields {
    ($($more:literal),*) => {
        &[
            "customerId", "gatewayId", "payAmount", "bAddress", "bCity", "bState", "bZipcode", "bCountry",
            "customerEmail", "customerContact", "poNumber", "sendEmail", "referenceMemo", "applySurcharge",
            $($more),*
        ]
    };
}

const SALE: Target = Target {
    action: "sale",
    gateway: Gateway::Chargezoom,
    path: "/payments/sale",
    fields: payment_fields!("invoiceId"),
    answer: Answer::TransactionId,
};

const AUTH: Target = Target {
    action: "auth",
    gateway: Gateway::Chargezoom,
    path: "/payments/auth",
    fields: payment_fields!(),
    answer: Answer::TransactionId,
};

const INVOICE: Target = Target {
    action: "invoice",
    gateway: Gateway::Chargezoom,
    path: "/invoice/process_payment",
    fields: &[
        "invoiceId",
        "externalInvoiceId",
        "invoiceRefNo",
        "gatewayId",
        "payAmount",
        "applySurcharge",
        "bAddress1",
        "bAddress2",
        "bCity",
        "bState",
        "bZipcode",
        "bCountry",
        "bPhone",
    ],
    answer: Answer::TransactionId,
};

const SUBSCRIBE: Target = Target {
    action: "subscribe",
    gateway: Gateway::Chargezoom,
    path: "/subscription/create_subscription",
    fields: &[
        "customerID",
        "subPlanId",
        "autoPay",
        "billinfo",
        "bAddress1",
        "bAddress2",
        "bCity",
        "bState",
        "bZipcode",
        "bCountry",
        "bPhone",
        "address1",
        "address2",
        "city",
        "state",
        "country",
        "zipcode",
        "phone",
    ],
    answer: Answer::Subscription,
};

const CHARGE: Target = Target {
    action: "charge",
    gateway: Gateway::Ontraport,
    path: "/1/transaction/processManual",
    fields: &[
        "contact_id",
        "chargeNow",
        "offer",
        "gateway_id",
        "invoice_template",
        "trans_date",
        "external_order_id",
        "create_open_order_on_decline",
        "billing_address",
    ],
    answer: Answer::Charge,
};

/// Every shape that can be opened. `ontraport.card_details.v0` is none: its members are not known.
pub(crate) const SHAPES: &[Shape] = &[
    Shape { name: "chargezoom.card.v1", members: CARD, targets: &[CREATE] },
    Shape { name: "chargezoom.ach.v1", members: BANK, targets: &[CREATE] },
    Shape { name: "chargezoom.pay.card.v1", members: PAY_CARD, targets: &[SALE, AUTH, INVOICE] },
    Shape { name: "chargezoom.pay.ach.v1", members: PAY_BANK, targets: &[SALE, INVOICE] },
    Shape { name: "chargezoom.sub.card.v1", members: SUB_CARD, targets: &[SUBSCRIBE] },
    Shape { name: "ontraport.payer.v1", members: PAYER, targets: &[CHARGE] },
];
