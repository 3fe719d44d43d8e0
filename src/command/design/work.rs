//! What `firstbest design` works out: terms of the best class, for the model as stated or for its
//! ranges, and all that stands beside them.

use super::args::{Args, Heading, Kind, one_number};
use super::budget::{Budget, at_price, explain};
use super::classes::for_ranges;
use crate::command::error::CommandError;
use crate::contract::{Class, FirstBest, SecondBest, Threshold};
use crate::design::ranges::{self, Breaking, Ranged};
use crate::design::{BestSamples, DesignError, RobustSheet, SampleCost, Sheet, choice};
use crate::model::Model;

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
    /// The company's payoff in the worst case found in the ranges, under the terms of the sheet and
    /// each of today's practices; none without ranges.
    pub in_ranges: Vec<f64>,
    /// With `--loss` and ranges: twice as many samples, and what the best proved terms of the same
    /// class on so many bring in the worst case.
    pub with_more: Option<(u64, f64)>,
    /// How far single numbers may be off before the terms of the sheet fail.
    pub breaking: Vec<Breaking>,
    pub heading: Heading,
}

/// A best contract with the budget it comes from, where a price per sample was given.
struct Chosen {
    class: Class,
    ideal: SecondBest,
    price: Option<(Class, SampleCost, BestSamples)>,
}

/// Works out the sheet.
pub(super) fn design<'m>(args: &Args, model: &'m Model) -> Result<Design<'m>, CommandError> {
    let first_best = FirstBest::of(model)?;
    let threshold = args.threshold.threshold();
    let kinds = args.contract.classes(threshold, args.tiers);
    let Chosen {
        class,
        ideal,
        price,
    } = chosen(&first_best, &kinds, args)?;
    let post = |ideal: &SecondBest| posted(&first_best, ideal, class, args.unit);
    let sheet = match args.loss {
        Some(loss) => within(&first_best, class, ideal, loss, post)?,
        None => post(&ideal)?,
    };
    let (sheet, ranged, survivors) = if model.unknowns().is_empty() || args.point {
        (sheet, None, Vec::new())
    } else {
        let cost = price.as_ref().map(|(_, cost, _)| *cost);
        let (sheet, ranged, survivors) =
            for_all_ranges(&first_best, kinds, sheet.ideal.samples, cost, args)?;
        (sheet, Some(ranged), survivors)
    };
    let with_more = match (args.loss, &ranged) {
        (Some(_), Some(_)) => with_more(&first_best, &sheet, args),
        _ => None,
    };
    let in_ranges = match &ranged {
        Some(_) => {
            let practices = sheet.practices.iter().map(|practice| practice.posted);
            let all = [sheet.posting.terms].into_iter().chain(practices);
            ranges::worst_payoffs(model, &all.collect::<Vec<_>>())?
        }
        None => Vec::new(),
    };
    let care = ranged
        .as_ref()
        .map_or(0.5 * sheet.reply.effort, |ranged| ranged.care);
    let breaking = ranges::breaking_points(model, &sheet.posting.terms, care);
    let budget = match price {
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
    let tiers = args.tiers;
    let bonuses = [Class::Binary(threshold), Class::Tiered { tiers, threshold }];
    Ok(Design {
        classes: compared(&first_best, &bonuses, sheet.ideal.samples),
        first_best,
        sheet,
        budget,
        loss: args.loss,
        robust,
        ranged,
        survivors,
        in_ranges,
        with_more,
        breaking,
        heading: args.heading.of(model),
    })
}

/// The best contract for the stated values: on so many samples, within a loss, or at a price.
fn chosen(
    first_best: &FirstBest<'_>,
    kinds: &[Class],
    args: &Args,
) -> Result<Chosen, CommandError> {
    let (class, ideal) = if let Some(written) = &args.samples {
        choice::on_samples(first_best, kinds, one_number(written)?)?
    } else if let Some(loss) = args.loss {
        choice::within_loss(first_best, kinds, loss)?
    } else {
        let cost = SampleCost::new(args.sample_cost.unwrap_or(f64::NAN))?;
        let (class, best) = choice::at_price(first_best, kinds, cost)?;
        let ideal = best.contract.clone();
        return Ok(Chosen {
            class,
            ideal,
            price: Some((class, cost, best)),
        });
    };
    Ok(Chosen {
        class,
        ideal,
        price: None,
    })
}

/// The sheet of a best contract.
fn posted(
    first_best: &FirstBest<'_>,
    ideal: &SecondBest,
    class: Class,
    unit: Option<f64>,
) -> Result<Sheet, DesignError> {
    if ideal.is_flat() {
        return Err(DesignError::FlatIsBest {
            contract: class.name(),
            samples: ideal.samples,
            wage: choice::outside_wage(first_best),
        });
    }
    let unpostable = DesignError::Unpostable {
        contract: class.name(),
        unit,
    };
    match Sheet::of(first_best, ideal, class, unit)? {
        // Terms that flat pay beats are no recommendation: only rounding, upwards, leads to them.
        Some(sheet) if sheet.gap >= first_best.flat_loss() => Err(unpostable),
        sheet => sheet.ok_or(unpostable),
    }
}

/// A sheet for all of a model's ranges, with the worst case of every class that was tried.
type ForRanges = (Sheet, Ranged, Vec<(Class, Option<f64>)>);

/// Terms for all of the ranges in place of those for the stated values.
fn for_all_ranges(
    first_best: &FirstBest<'_>,
    mut kinds: Vec<Class>,
    stated: u64,
    cost: Option<SampleCost>,
    args: &Args,
) -> Result<ForRanges, CommandError> {
    if args.contract == Kind::Best {
        // One value of κ hides what a second bonus is worth: it costs next to nothing to make the
        // lower one safe.
        kinds.push(Class::Tiered {
            tiers: args.tiers,
            threshold: Threshold::Deterministic,
        });
    }
    let tried = match cost {
        Some(cost) => at_price(first_best, kinds, stated, cost, args)?,
        None => for_ranges(first_best, kinds, stated, args)?,
    };
    let Some((class, ideal, ranged)) = tried.best else {
        return Err(DesignError::NoTermsForRanges.into());
    };
    let sheet = Sheet::with_posting(first_best, &ideal, class, ranged.posting, args.unit)?;
    Ok((sheet, ranged, tried.survivors))
}

/// What twice as many samples would bring in the worst case, where that is proved.
fn with_more(first_best: &FirstBest<'_>, sheet: &Sheet, args: &Args) -> Option<(u64, f64)> {
    let more = sheet.ideal.samples.saturating_mul(2);
    // More labels may have no terms at all; then nothing is said of them.
    let tried = for_ranges(first_best, vec![sheet.class], more, args).ok()?;
    let proved = tried.survivors.into_iter().find_map(|(_, worst)| worst);
    proved.map(|worst| (more, worst))
}

/// The best contract of every class on so many samples, where it can be computed.
fn compared(
    first_best: &FirstBest<'_>,
    bonuses: &[Class],
    samples: u64,
) -> Vec<(Class, SecondBest)> {
    let all = bonuses.iter().chain(&[Class::Linear, Class::General]);
    let mut classes: Vec<(Class, SecondBest)> = all
        .filter_map(|class| Some((*class, class.solve(first_best, samples).ok()?)))
        .collect();
    // Any pay is at least as good as a bonus; where U0 = u(w_min) the prices of any pay are
    // sometimes not found.
    let gaps = classes.iter().map(|(_, contract)| contract.gap.total());
    let most = gaps.fold(f64::INFINITY, f64::min) * (1.0 + 1e-6) + f64::MIN_POSITIVE;
    classes.retain(|(class, contract)| *class != Class::General || contract.gap.total() <= most);
    classes
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
    let loses = |sheet: &Sheet| sheet.proved.map_or(sheet.gap, |proved| proved.gap);
    let mut ideal = ideal;
    let mut too_few = None;
    for _ in 0..STEPS {
        let mut sheet = post(&ideal)?;
        if loses(&sheet) <= loss {
            // A step may have gone past the least number.
            let mut least = ideal.samples;
            while let Some(low) = too_few.filter(|low| least - low > 1) {
                let between = low + (least - low) / 2;
                match class
                    .solve(first_best, between)
                    .ok()
                    .map(|ideal| post(&ideal))
                {
                    Some(Ok(fewer)) if loses(&fewer) <= loss => (least, sheet) = (between, fewer),
                    _ => too_few = Some(between),
                }
            }
            return Ok(sheet);
        }
        too_few = Some(ideal.samples);
        let more = ideal.samples + (ideal.samples / 200).max(1);
        ideal = class.solve(first_best, more)?;
    }
    Err(DesignError::Unshown {
        contract: class.name(),
        loss,
    }
    .into())
}
