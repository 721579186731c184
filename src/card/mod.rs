//! What stands on a card, judged and parsed. Nothing here knows a gateway or a form.

pub mod brand;
mod brand_flat;
mod brand_table;
pub mod cvv;
pub mod expiry;
pub mod holder;
pub mod number;
pub mod postal;
mod postal_table;
