//! `firstbest design`: a contract one can sign, with what is proved of it.

mod annotator;
mod args;
mod block;
mod blocks;
mod budget;
mod classes;
mod html;
mod json;
mod outputs;
mod pdf;
mod plot;
mod pool;
mod pool_blocks;
mod ranges;
mod sentinels;
mod tables;
mod terms;
mod text;
mod words;
mod work;

use super::assess;
use super::distinct::distinct;
use super::error::CommandError;
use super::print::{Outcome, print, print_json};
use crate::design::DesignError;
use crate::design::pay::TermsFile;
use crate::design::ranges::Aim;
use crate::input::SampleGrid;
use crate::model::Model;
use crate::print::files;
use json::DesignView;
use outputs::{sheets, warn_of_missing};
use work::{Design, design};

pub use args::Args;
use args::{Kind, one_number};

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[Some(&args.model), args.pool.as_deref()],
        &[
            args.terms_out.as_deref(),
            args.plot.as_deref(),
            args.html.as_deref(),
            args.pdf.as_deref(),
        ],
    )?;
    let model = Model::read(&args.model)?;
    args.heading.check(&model)?;
    let schedule = schedule(args)?;
    checked(args)?;
    if lasts(args, &model) {
        tell!("Searching for terms with several bonuses: this takes from seconds to a minute.");
    }
    if let Some(path) = &args.pool {
        return pool::run(args, &model, path, &schedule);
    }
    let design = design(args, &model)?;
    let sentinels = match (args.sample_cost, args.sentinel_cost) {
        (Some(check), Some(sentinel)) => {
            let first_best = &design.first_best;
            Some(sentinels::compare(
                first_best,
                check,
                sentinel,
                args.sentinels,
            )?)
        }
        _ => None,
    };
    let terms = match &args.terms_out {
        Some(_) => Some(terms(args, &design, &schedule)?),
        None => None,
    };
    let mut parts = blocks::parts(&design);
    annotator::as_paid(&mut parts, terms.as_ref(), &design.heading);
    let wanted = args.plot.is_some() || args.html.is_some() || args.pdf.is_some();
    let plot = wanted.then(|| plot::draw(&design)).transpose()?;
    if let (Some(path), Some(plot)) = (&args.plot, &plot) {
        files::write(path, &assess::in_format(plot, path)?)?;
    }
    sheets(args, &parts, plot.as_ref())?;
    if let (Some(path), Some(terms)) = (&args.terms_out, &terms) {
        files::write(path, terms.to_json().as_bytes())?;
    }
    if args.json {
        print_json(&DesignView::of(&design, sentinels.as_ref()))?;
    } else {
        let more = sentinels.as_ref().map_or(String::new(), sentinels::text);
        print(&(text::text(&parts) + &more))?;
    }
    Ok(Outcome::Done)
}

/// Refuses what no search is worth beginning with.
fn checked(args: &Args) -> Result<(), CommandError> {
    if let Some(written) = &args.samples {
        one_number(written)?;
    }
    if let Some(written) = args.unit.filter(|unit| !(*unit > 0.0 && unit.is_finite())) {
        return Err(DesignError::Unit { written }.into());
    }
    // Of several ways to say how many labels, one is chosen by the parser, which then asks for
    // nothing more.
    if args.sentinel_cost.is_some() && args.sample_cost.is_none() {
        return Err(CommandError::SentinelsWithoutPrice);
    }
    Ok(())
}

/// Whether the search is long enough to say so beforehand: that for several bonuses is, where there
/// are more than two of them, the number of labels is searched for, or terms have to hold for
/// ranges.
fn lasts(args: &Args, model: &Model) -> bool {
    let ranges = !model.unknowns().is_empty() && !args.point;
    match args.contract {
        Kind::Tiered => args.tiers > 2 || args.samples.is_none() || ranges,
        Kind::Best => ranges && args.pool.is_none(),
        Kind::Binary | Kind::Linear => false,
    }
}

/// The terms for `pay`; says for which numbers of checked labels there are none.
fn terms(args: &Args, design: &Design<'_>, schedule: &[u64]) -> Result<TermsFile, CommandError> {
    let wanted = terms::Wanted {
        schedule,
        flat: !args.no_flat,
        currency: design.heading.currency.clone(),
        aim: if args.regret {
            Aim::Regret
        } else {
            Aim::Payoff
        },
        point: args.point,
    };
    let (file, missing) = terms::terms_file(design, &wanted)?;
    warn_of_missing(design.sheet.class, &missing);
    Ok(file)
}

/// The further numbers of checked labels that terms are wanted for.
fn schedule(args: &Args) -> Result<Vec<u64>, CommandError> {
    Ok(match &args.schedule {
        Some(written) => {
            let grid: SampleGrid = written.parse().map_err(CommandError::Schedule)?;
            grid.samples().to_vec()
        }
        None => Vec::new(),
    })
}
