//! Contracts against references, an independent annotator and each other.

#[path = "../support/model_space.rs"]
mod drawn_models;
#[path = "../support/mod.rs"]
mod support;
#[path = "../theorem_support/mod.rs"]
mod theorem_support;

mod discrete_efforts;
mod found;
mod general_two_ways;
mod late_lines;
mod model_files;
mod model_space;
mod properties;
mod ranges;
mod references;
mod tiered;
mod tiered_steps;
mod weak_signals;
mod worst_case;
