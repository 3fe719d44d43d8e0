//! Linear programs: reading, solving, certifying, checking.

mod certificates;
mod comparison;
mod corruptions;
mod lotteries;
mod mps_files;
mod mps_kinds;
mod outcome_tables;
mod python_checker;
mod vipr;
