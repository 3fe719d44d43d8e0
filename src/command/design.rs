//! `firstbest design`: a contract one can sign, with what is proved of it.

use super::assess;
use super::design_html;
use super::design_json;
use super::design_plot;
use super::design_sentinels;
use super::design_terms;
use super::design_text;
use super::gap::ThresholdName;
use super::print;
use super::{CommandError, Outcome};
use crate::contract::{Class, FirstBest, SecondBest, Threshold};
use crate::design::asymptote;
use crate::design::choice;
use crate::design::every_contract;
use crate::design::posted::Tiers;
use crate::design::ranges::search::Found;
use crate::design::ranges::{self, Aim, Breaking, Ranged};
use crate::design::within_a_percent;
use crate::design::{Asymptote, BestSamples, DesignError, RobustSheet, SampleCost, Sheet};
use crate::input::SampleGrid;
use crate::model::Model;
use clap::ValueEnum;
use std::path::PathBuf;

/// Design a contract: terms in money, what is proved of them, what happens if the model is off.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("target").required(true).args(["samples", "sample_cost", "loss"]))]
pub struct Args {
    /// Model file (TOML), from `assess --model-out` for one.
    model: PathBuf,
    /// Number of monitored samples.
    #[arg(long)]
    samples: Option<String>,
    /// Money per monitored sample: the best number of samples is found.
    #[arg(long, value_name = "MONEY", allow_negative_numbers = true)]
    sample_cost: Option<f64>,
    /// Money the contract may fall short of the first best: the least number of samples is found.
    #[arg(long, value_name = "MONEY", allow_negative_numbers = true)]
    loss: Option<f64>,
    /// Kind of contract.
    #[arg(long, value_enum, default_value_t = Kind::Best)]
    contract: Kind,
    /// Thresholds of a tiered contract.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=Tiers::MOST as i64))]
    tiers: u32,
    /// Whether the bonus may be paid by chance at one count.
    #[arg(long, value_enum, default_value_t = ThresholdName::Deterministic)]
    threshold: ThresholdName,
    /// Round terms up to whole units of so much money (0.01: cents); by default so fine that it
    /// costs next to nothing.
    #[arg(long, value_name = "MONEY", allow_negative_numbers = true)]
    unit: Option<f64>,
    /// Also find the terms that do best in the worst case when κ, the cost of effort and risk
    /// aversion may each be off by this share.
    #[arg(long, value_name = "SHARE", num_args = 0..=1, default_missing_value = "0.2", allow_negative_numbers = true)]
    robust: Option<f64>,
    /// Where the model has ranges: minimise the most that the company may lose against the first
    /// best of the model that turns out to be right, in place of maximising its least payoff.
    #[arg(long)]
    regret: bool,
    /// Terms for the stated values of the model alone, even where it has ranges.
    #[arg(long, conflicts_with = "regret")]
    point: bool,
    /// Money per checked label on a sentinel, an item on which the assistant contradicts the
    /// expert: how many of them and of ordinary checks to buy (monitoring by an expert, with
    /// alpha_e).
    #[arg(
        long,
        value_name = "MONEY",
        requires = "sample_cost",
        allow_negative_numbers = true
    )]
    sentinel_cost: Option<f64>,
    /// Sentinels that there are; any number, unless said.
    #[arg(long, value_name = "NUMBER", requires = "sentinel_cost")]
    sentinels: Option<u64>,
    /// Write the terms for `firstbest pay` (JSON), with what is proved of them.
    #[arg(long, value_name = "TERMS.json")]
    terms_out: Option<PathBuf>,
    /// With --terms-out: terms for these numbers of checked labels as well, as annotators differ
    /// in how many they have (20,50,100 or 20..200:5).
    #[arg(long, requires = "terms_out", value_name = "LIST")]
    schedule: Option<String>,
    /// With --terms-out: pay nothing by these terms to those with fewer checked labels than any
    /// entry, in place of a flat wage.
    #[arg(long, requires = "terms_out")]
    no_flat: bool,
    /// What the sheet says of whom, when and whom to ask.
    #[command(flatten)]
    heading: Heading,
    /// Draw the annotator's utility against effort, and the best reply where the model is off
    /// (.svg, .pdf, .png).
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Write the sheet as one self-contained web page.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// What the model does not say and a sheet should.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Heading {
    /// Currency to write beside amounts.
    #[arg(long)]
    pub currency: Option<String>,
    /// Title of the annotator's part of the sheet.
    #[arg(long)]
    pub title: Option<String>,
    /// Team the sheet is for.
    #[arg(long)]
    pub team: Option<String>,
    /// Date of the sheet, as it should stand there.
    #[arg(long)]
    pub date: Option<String>,
    /// Period that is paid for, such as month.
    #[arg(long)]
    pub period: Option<String>,
    /// Whom annotators may ask.
    #[arg(long)]
    pub contact: Option<String>,
    /// Share of labels that the team gives with care today, from `assess`: the sheet warns where
    /// the terms ask for less.
    #[arg(long, value_name = "SHARE")]
    pub care_now: Option<f64>,
}

/// Kinds of contracts on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Whichever of the two loses less.
    Best,
    /// A base wage and a bonus at a threshold.
    Binary,
    /// A base wage and a bonus at each of several thresholds.
    Tiered,
    /// Pay linear in the number of agreements, with a floor.
    Linear,
}

/// Everything on the sheet.
pub(super) struct Design<'m> {
    pub first_best: FirstBest<'m>,
    pub sheet: Sheet,
    /// Best contracts of every class on as many samples, where they can be computed: for
    /// comparison.
    pub classes: Vec<(Class, SecondBest)>,
    pub budget: Option<Budget>,
    /// The loss to stay within.
    pub loss: Option<f64>,
    pub robust: Option<RobustSheet>,
    /// Terms for all the model leaves open, where it has ranges: those of the sheet.
    pub ranged: Option<Ranged>,
    /// Classes that were tried for the ranges and what their terms bring in the worst case, where
    /// they are proved.
    pub survivors: Vec<(Class, Option<f64>)>,
    /// How far single numbers may be off before the terms of the sheet fail.
    pub breaking: Vec<Breaking>,
    pub heading: Heading,
}

/// What a price per sample leads to.
pub(super) struct Budget {
    pub best: BestSamples,
    pub formula: Option<Asymptote>,
    /// Fewest and most samples within a percent of the least loss.
    pub range: (u64, u64),
    /// Total loss of the posted terms, proved, and a total loss that no contract with any number of
    /// samples is below, proved.
    pub proved: (Option<f64>, Option<f64>),
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let model = Model::read(&args.model)?;
    let design = design(args, &model)?;
    let sentinels = match (args.sample_cost, args.sentinel_cost) {
        (Some(check), Some(sentinel)) => {
            let first_best = &design.first_best;
            Some(design_sentinels::compare(
                first_best,
                check,
                sentinel,
                args.sentinels,
            )?)
        }
        _ => None,
    };
    if let Some(path) = &args.plot {
        let drawing = design_plot::draw(&design)?;
        assess::write_whole(path, &assess::in_format(&drawing, path)?)?;
    }
    if let Some(path) = &args.html {
        assess::write_whole(path, design_html::page(&design)?.as_bytes())?;
    }
    if let Some(path) = &args.terms_out {
        let schedule = match &args.schedule {
            Some(written) => written.parse::<SampleGrid>()?.samples().to_vec(),
            None => Vec::new(),
        };
        let wanted = design_terms::Wanted {
            schedule: &schedule,
            flat: !args.no_flat,
            currency: args.heading.currency.clone(),
            aim: if args.regret {
                Aim::Regret
            } else {
                Aim::Payoff
            },
            point: args.point,
        };
        let (file, missing) = design_terms::terms_file(&design, &wanted)?;
        if !missing.is_empty() {
            let missing: Vec<String> = missing.iter().map(u64::to_string).collect();
            eprintln!(
                "warning: no {} terms were proved for {} checked labels; those annotators are paid by the entry below",
                design.sheet.class.name(),
                missing.join(", ")
            );
        }
        crate::print::files::write(path, file.to_json().as_bytes())?;
    }
    if args.json {
        let mut document = design_json::document(&design);
        if let Some(sentinels) = &sentinels {
            document["sentinels"] = design_sentinels::json(sentinels);
        }
        print(&document.to_string())?;
    } else {
        let more = sentinels
            .as_ref()
            .map_or(String::new(), design_sentinels::text);
        print(&(design_text::text(&design) + &more))?;
    }
    Ok(Outcome::Done)
}

fn design<'m>(args: &Args, model: &'m Model) -> Result<Design<'m>, CommandError> {
    let first_best = FirstBest::of(model)?;
    let binary = Class::Binary(args.threshold.threshold());
    let kinds = match args.contract {
        Kind::Best => vec![binary, Class::Linear],
        Kind::Binary => vec![binary],
        Kind::Tiered => vec![Class::Tiered {
            tiers: args.tiers,
            threshold: Threshold::Deterministic,
        }],
        Kind::Linear => vec![Class::Linear],
    };
    let mut budget = None;
    let (class, ideal) = if let Some(written) = &args.samples {
        let grid: SampleGrid = written.parse()?;
        let &[samples] = grid.samples() else {
            return Err(CommandError::OneSampleSize {
                written: written.clone(),
            });
        };
        choice::on_samples(&first_best, &kinds, samples)?
    } else if let Some(loss) = args.loss {
        choice::within_loss(&first_best, &kinds, loss)?
    } else {
        let cost = SampleCost::new(args.sample_cost.unwrap_or(f64::NAN))?;
        let (class, best) = choice::at_price(&first_best, &kinds, cost)?;
        let ideal = best.contract.clone();
        budget = Some((class, cost, best));
        (class, ideal)
    };
    let post = |ideal: &SecondBest| {
        let unpostable = DesignError::Unpostable {
            contract: class.name(),
        };
        match Sheet::of(&first_best, ideal, class, args.unit)? {
            // Terms that flat pay beats are no recommendation: only rounding, upwards, leads to
            // them.
            Some(sheet) if sheet.gap >= first_best.flat_loss() => Err(unpostable),
            sheet => sheet.ok_or(unpostable),
        }
    };
    let sheet = match args.loss {
        Some(loss) => within(&first_best, class, ideal, loss, post)?,
        None => post(&ideal)?,
    };
    let samples = sheet.ideal.samples;
    let mut survivors = Vec::new();
    let (sheet, ranged) = if model.unknowns().is_empty() || args.point {
        (sheet, None)
    } else {
        let aim = if args.regret {
            Aim::Regret
        } else {
            Aim::Payoff
        };
        let mut best: Option<Found> = None;
        for class in kinds {
            // A class that cannot be computed on so many samples has no terms here.
            let Ok(ideal) = class.solve(&first_best, samples) else {
                survivors.push((class, None));
                continue;
            };
            let found = match post(&ideal) {
                Ok(sheet) => ranges::ranged(&first_best, &sheet.posting, aim)?,
                Err(_) => None,
            };
            let proved = found.as_ref().filter(|ranged| ranged.proved.is_ok());
            survivors.push((class, proved.map(|ranged| ranged.worst)));
            if let Some(ranged) = found
                && best
                    .as_ref()
                    .is_none_or(|(_, _, most)| ranges::better(&ranged, most))
            {
                best = Some((class, ideal, ranged));
            }
        }
        let Some((class, ideal, ranged)) = best else {
            return Err(DesignError::NoTermsForRanges.into());
        };
        let posting = ranged.posting;
        let sheet = Sheet::with_posting(&first_best, &ideal, class, posting, args.unit)?;
        (sheet, Some(ranged))
    };
    let care = ranged
        .as_ref()
        .map_or(0.5 * sheet.reply.effort, |ranged| ranged.care);
    let breaking = ranges::breaking_points(model, &sheet.posting.terms, care);
    let tiered = Class::Tiered {
        tiers: args.tiers,
        threshold: args.threshold.threshold(),
    };
    let mut classes: Vec<(Class, SecondBest)> = [binary, tiered, Class::Linear, Class::General]
        .into_iter()
        .filter_map(|class| Some((class, class.solve(&first_best, samples).ok()?)))
        .collect();
    // Any pay is at least as good as a bonus; where U0 = u(w_min) the prices of any pay are
    // sometimes not found.
    let least_gap = |classes: &[(Class, SecondBest)]| {
        let gaps = classes.iter().map(|(_, contract)| contract.gap.total());
        gaps.fold(f64::INFINITY, f64::min)
    };
    let most = least_gap(&classes) * (1.0 + 1e-6) + f64::MIN_POSITIVE;
    classes.retain(|(class, contract)| *class != Class::General || contract.gap.total() <= most);
    let budget = match budget {
        Some((class, cost, best)) => Some(explain(&first_best, class, cost, best, &sheet)?),
        None => None,
    };
    let robust = match args.robust {
        Some(share) => Some(RobustSheet::of(&first_best, &sheet, share)?.ok_or(
            DesignError::NotRobust {
                contract: sheet.class.name(),
                share,
            },
        )?),
        None => None,
    };
    Ok(Design {
        first_best,
        sheet,
        classes,
        budget,
        loss: args.loss,
        robust,
        ranged,
        survivors,
        breaking,
        heading: args.heading.clone(),
    })
}

/// Rounded terms cost a little more: with somewhat more samples they stay within the loss as well.
fn within(
    first_best: &FirstBest<'_>,
    class: Class,
    ideal: SecondBest,
    loss: f64,
    post: impl Fn(&SecondBest) -> Result<Sheet, DesignError>,
) -> Result<Sheet, CommandError> {
    /// Steps of half a percent of n: the default unit costs a percent of the gap, which falls at
    /// least like 1/√n.
    const STEPS: usize = 12;
    let mut ideal = ideal;
    for _ in 0..STEPS {
        let sheet = post(&ideal)?;
        if sheet.proved.map_or(sheet.gap, |proved| proved.gap) <= loss {
            return Ok(sheet);
        }
        let more = ideal.samples + (ideal.samples / 200).max(1);
        ideal = class.solve(first_best, more)?;
    }
    Err(DesignError::Unshown {
        contract: class.name(),
        loss,
    }
    .into())
}

fn explain(
    first_best: &FirstBest<'_>,
    class: Class,
    cost: SampleCost,
    best: BestSamples,
    sheet: &Sheet,
) -> Result<Budget, CommandError> {
    /// Shares of the posted contract's loss that are tried as a bound for every contract.
    const SHARES: [f64; 5] = [0.99, 0.95, 0.9, 0.75, 0.5];
    let upper = sheet
        .proved
        .map(|proved| (proved.gap + best.monitoring()) * (1.0 + 4.0 * f64::EPSILON));
    let lower = upper.and_then(|upper| {
        SHARES
            .into_iter()
            .map(|share| share * upper)
            .find(|target| every_contract::lose_at_least(first_best, cost, *target))
    });
    Ok(Budget {
        formula: match class {
            Class::Binary(_) => asymptote::binary_refined(first_best, cost),
            _ => Some(asymptote::linear(first_best, cost)),
        },
        range: within_a_percent(first_best, class, &best)?,
        best,
        proved: (upper, lower),
    })
}
