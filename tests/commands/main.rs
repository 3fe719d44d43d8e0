//! The program as its users meet it.

#[path = "../support/mod.rs"]
mod support;

mod assess;
mod design;
mod gap_and_solve;
mod guide;
mod observed_pays;
mod pay;
mod pay_files;
mod pay_suspects;
mod plot;
mod pool;
mod sheet_words;
mod sweep;
mod table;
mod tiered_terms;
