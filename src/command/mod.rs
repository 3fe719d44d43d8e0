//! The subcommands, one thin file each.

pub mod assess;
mod assess_plot;
