//! The Pareto frontier: the company's best payoff against the annotator's utility U0 + r.

use super::super::evidence::{Check, DataTable, Mark, Measured, Series, Standing};
use super::super::limits::{number, terms_number};
use super::super::study::{Instance, Progress};
use super::super::{TheoremError, variant};
use super::{BONUS, monitored};
use crate::contract::{ContractError, FirstBest, best_reply};
use crate::input::{InputError, Section};
use crate::model::Model;
use crate::numerics::roots::find_root;
use crate::numerics::try_map_ordered;

/// Parameters `[frontier]`.
pub struct Frontier {
    samples: Vec<u64>,
    /// Points of each curve.
    points: u64,
}

/// One point: what the annotator gets above U0, and what the company gets.
struct Shared {
    samples: u64,
    rent: f64,
    effort: f64,
    payoff: f64,
}

impl Frontier {
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["samples", "points"])?;
        let points = section.count_in("points", 2..=10_000)?;
        Ok(Self {
            samples: section.samples("samples")?.samples().to_vec(),
            points,
        })
    }

    pub fn steps(&self) -> usize {
        self.samples.len() * (self.points as usize + 1)
    }

    pub fn study(
        &self,
        instance: &Instance,
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<(Vec<Series>, Check), TheoremError> {
        let model = &instance.model;
        let flat = instance.first_best()?.payoff_without_effort();
        // The most the annotator can get while the company is no worse off, were effort seen.
        let full = |rent: f64| -> Result<f64, TheoremError> {
            let varied = with_rent(model, rent)?;
            let first_best = FirstBest::of(&varied).map_err(|e| instance.contract_error(e))?;
            Ok(first_best.payoff() - flat)
        };
        let ceiling = root_of(full, self.ceiling_bracket(instance, flat)?, instance)?;
        let rent_at = |j: u64| 1.25 * ceiling * j as f64 / (self.points - 1) as f64;
        let tasks: Vec<(u64, u64)> = self
            .samples
            .iter()
            .flat_map(|n| (0..self.points).map(|j| (*n, j)))
            .collect();
        let points = try_map_ordered(&tasks, |(samples, j)| {
            let shared = share(instance, *samples, rent_at(*j));
            progress.step();
            shared
        })?;
        let most = try_map_ordered(&self.samples, |samples| {
            let gain = |rent: f64| -> Result<f64, TheoremError> {
                Ok(share(instance, *samples, rent)?.map_or(-1.0, |shared| shared.payoff - flat))
            };
            let rent = if gain(0.0)? > 0.0 {
                Some(root_of(gain, (0.0, 1.01 * ceiling), instance)?)
            } else {
                None
            };
            progress.step();
            Ok::<_, TheoremError>(rent)
        })?;
        for shared in points.iter().flatten() {
            let utility = model.reservation() + shared.rent;
            let mut row = monitored("frontier", instance, "bonus", shared.samples);
            row.extend([
                ("effort", terms_number(shared.effort)),
                ("company_payoff", number(shared.payoff)),
                ("annotator_utility", number(utility)),
            ]);
            table.add(row);
        }
        let mut halfway = true;
        for (samples, rent) in self.samples.iter().zip(&most) {
            if let Some(rent) = rent {
                // Half of the most: both are strictly better off, under a contract whose incentives
                // are checked.
                let varied = with_rent(model, 0.5 * rent)?;
                let first_best = FirstBest::of(&varied).map_err(|e| instance.contract_error(e))?;
                let contract = BONUS
                    .solve(&first_best, *samples)
                    .map_err(|e| instance.contract_error(e))?;
                halfway &= contract.payoff(&varied) > flat;
                halfway &= best_reply::require(&varied, &contract).is_ok();
            }
        }
        let shares: Vec<f64> = most.iter().map(|r| r.unwrap_or(0.0) / ceiling).collect();
        let grows = shares.windows(2).all(|pair| pair[0] < pair[1]);
        let mut measured = Measured::from("the company still gains with rents (in utility) up to ");
        for (place, (samples, rent)) in (1..).zip(self.samples.iter().zip(&most)) {
            measured = measured
                .say(if place > 1 { ", " } else { "" })
                .number(
                    format!("rent_{place}"),
                    format_args!("{:.5}", rent.unwrap_or(0.0)),
                )
                .say(" at n = ")
                .number(format!("rent_{place}_samples"), samples);
        }
        let measured = measured.say(format_args!("; up to {ceiling:.5} were effort seen"));
        let check = Check {
            instance: instance.label.clone(),
            claim: "both gain: a bonus leaves the annotator a rent and the company more than the flat wage"
                .to_owned(),
            measured,
            standing: Standing::Computed,
            holds: halfway && grows && shares.iter().all(|share| *share > 0.0 && *share < 1.0),
        };
        Ok((self.series(instance, &points, flat, ceiling)?, check))
    }

    /// Rents between which the full-information gain changes sign.
    fn ceiling_bracket(&self, instance: &Instance, flat: f64) -> Result<(f64, f64), TheoremError> {
        let mut high = instance.model.cost().cost(1.0);
        for _ in 0..60 {
            match with_rent(&instance.model, high) {
                Ok(varied) => {
                    let first_best =
                        FirstBest::of(&varied).map_err(|e| instance.contract_error(e))?;
                    if first_best.payoff() < flat {
                        break;
                    }
                    high *= 2.0;
                }
                // Beyond the utility any wage gives.
                Err(_) => high *= 0.75,
            }
        }
        Ok((0.0, high))
    }

    fn series(
        &self,
        instance: &Instance,
        points: &[Option<Shared>],
        flat: f64,
        ceiling: f64,
    ) -> Result<Vec<Series>, TheoremError> {
        let model = &instance.model;
        let reservation = model.reservation();
        // What the company gets at this rent where effort is seen.
        let full = |rent: f64| -> Result<f64, TheoremError> {
            let varied = with_rent(model, rent)?;
            let first_best = FirstBest::of(&varied).map_err(|e| instance.contract_error(e))?;
            Ok(first_best.payoff())
        };
        let mut series = Vec::new();
        for (group, samples) in self.samples.iter().enumerate() {
            let of_size = points.iter().flatten().filter(|p| p.samples == *samples);
            let curve = of_size
                .map(|p| Ok((reservation + p.rent, full(p.rent)? - p.payoff)))
                .collect::<Result<Vec<_>, TheoremError>>()?;
            let name = format!("bonus, $n = {samples}$");
            series.push(Series::new(name, Mark::Curve, group, curve));
        }
        let mut wages = Vec::new();
        for j in 0..self.points {
            let rent = 1.25 * ceiling * j as f64 / (self.points - 1) as f64;
            let wage = model.utility().wage(reservation + rent);
            let payoff = model.value().value(0.0) - wage;
            wages.push((reservation + rent, full(rent)? - payoff));
        }
        series.push(Series::new("flat wage", Mark::Bound, 5, wages));
        let none = full(0.0)? - flat;
        series.push(Series::new(
            "no contract",
            Mark::Points,
            5,
            [(reservation, none)],
        ));
        Ok(series)
    }
}

fn with_rent(model: &Model, rent: f64) -> Result<Model, InputError> {
    variant::with(
        model,
        &[("reservation", "utility", model.stated_reservation() + rent)],
    )
}

/// The best bonus that leaves the annotator U0 + r; `None` where there is none.
fn share(instance: &Instance, samples: u64, rent: f64) -> Result<Option<Shared>, TheoremError> {
    let varied = with_rent(&instance.model, rent)?;
    let first_best = FirstBest::of(&varied).map_err(|e| instance.contract_error(e))?;
    match BONUS.solve(&first_best, samples) {
        Ok(contract) => Ok(Some(Shared {
            samples,
            rent,
            effort: contract.point.effort,
            payoff: contract.payoff(&varied),
        })),
        Err(ContractError::NotImplementable { .. }) => Ok(None),
        Err(error) => Err(instance.contract_error(error)),
    }
}

/// A root to 1e-7 of the bracket's end (five digits are shown) of a function that can fail.
fn root_of(
    f: impl Fn(f64) -> Result<f64, TheoremError>,
    (low, high): (f64, f64),
    instance: &Instance,
) -> Result<f64, TheoremError> {
    let mut failure = None;
    let root = find_root(
        |x| {
            f(x).unwrap_or_else(|error| {
                failure = Some(error);
                f64::NAN
            })
        },
        low,
        high,
        1e-7 * high,
    );
    match failure {
        Some(error) => Err(error),
        None => root.map_err(|error| instance.contract_error(error.into())),
    }
}
