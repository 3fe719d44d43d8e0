//! The program as its users meet it.

#[path = "../support/mod.rs"]
mod support;

mod assess;
mod design;
mod gap_and_solve;
mod guide;
mod pay;
mod plot;
mod sweep;
mod table;
