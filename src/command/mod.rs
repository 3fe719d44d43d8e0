//! The command line: for each subcommand a thin file, or a folder with its arguments, errors and
//! views.
//!
//! Every subcommand takes `--json` and then prints one JSON document on stdout; progress and
//! diagnostics go to stderr. Exit status: 0 done, 1 a claim or certificate failed, 2 bad input.

/// A line on stderr. Unlike `eprintln!` it does not panic where nobody reads: what is done for a
/// user goes on without an audience.
macro_rules! tell {
    ($($text:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), $($text)*);
    }};
}

pub mod assess;
pub mod backends;
pub mod check;
pub mod compare_backends;
pub mod design;
pub mod gap;
pub mod model;
pub mod pay;
pub mod plot;
pub mod proofs;
pub mod reproduce;
pub mod simulate;
pub mod solution_file;
mod solve;
pub mod sweep;
pub mod table;
pub mod verify;

mod contract_names;
mod distinct;
mod error;
mod lp_answers;
mod output;
mod print;
mod progress;
mod quantity;
mod root;

pub use error::CommandError;
pub use print::Outcome;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Pay contracts for human annotators, their gap to the first best, and evidence for the numbers.
#[derive(Debug, Parser)]
#[command(name = "firstbest", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Reproduce(reproduce::Args),
    Verify(verify::Args),
    Proofs(proofs::Args),
    Assess(assess::Args),
    Gap(gap::Args),
    Simulate(simulate::Args),
    Design(design::Args),
    Model(model::Args),
    Pay(pay::Args),
    Sweep(sweep::Args),
    Plot(plot::Args),
    Table(table::Args),
    Solve(solve::Args),
    Check(check::Args),
    Backends(backends::Args),
    CompareBackends(compare_backends::Args),
}

/// Parses the arguments, runs the subcommand and turns its outcome into an exit status.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    quiet_backends();
    let outcome = match &cli.command {
        Command::Reproduce(args) => reproduce::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Proofs(args) => proofs::run(args),
        Command::Assess(args) => assess::run(args),
        Command::Gap(args) => gap::run(args),
        Command::Simulate(args) => simulate::run(args),
        Command::Design(args) => design::run(args),
        Command::Model(args) => model::run(args),
        Command::Pay(args) => pay::run(args),
        Command::Sweep(args) => sweep::run(args),
        Command::Plot(args) => plot::run(args),
        Command::Table(args) => table::run(args),
        Command::Solve(args) => solve::run(args),
        Command::Check(args) => check::run(args),
        Command::Backends(args) => backends::run(args),
        Command::CompareBackends(args) => compare_backends::run(args),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::ClaimFailed) => ExitCode::from(1),
        Err(error) => {
            tell!("error: {error}");
            ExitCode::from(error.status())
        }
    }
}

/// A backend's panic is contained and told as its failure; nothing else need be printed of it.
fn quiet_backends() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        if !thread
            .name()
            .is_some_and(|name| name.starts_with("backend "))
        {
            usual(panic);
        }
    }));
}
