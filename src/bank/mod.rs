//! What names a bank account in the United States, judged and parsed. Nothing here knows a gateway or a form.

pub mod account;
pub mod routing;
