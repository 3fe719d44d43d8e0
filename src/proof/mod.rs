//! The bridge to `proofs/`: certificates that Coq checks, and which theorem is proved to which
//! extent.

pub mod bonus;
pub mod bonus_end;
pub mod bonus_wage;
pub mod budget;
pub mod checked;
mod coq_text;
pub mod exact;
pub mod floor;
pub mod gap;
pub mod gap_coq;
pub mod generated;
pub mod line;
mod line_reply;
mod line_shape;
pub mod lower;
pub mod lower_coq;
pub mod missing;
pub mod model_coq;
mod numbers;
pub mod pay;
mod pay_bill;
mod pay_measure;
mod pay_shape;
mod pay_signs;
mod polynomial;
pub mod price;
mod price_coq;
mod price_search;
pub mod status;
pub mod table;
pub mod upper;
mod upper_coq;
mod wage;
pub mod window;
