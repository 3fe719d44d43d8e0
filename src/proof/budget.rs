//! What every contract with every number of signals loses at a price of a signal: what
//! `proofs/Lib/BudgetEnd.v` checks, and its Coq file.
//!
//! From one size to the next the gap is at least that at the larger and monitoring costs at least
//! that of the smaller. So a row of sizes, each as large as its lower end allows, covers all of
//! them.

use super::coq_text::{over, quotient, rejected};
use super::decimal::Decimal;
use super::lower::{LowerCertificate, LowerError, LowerProblem};
use super::lower_coq::definition_of;
use super::lower_economy::LowerEconomy;
use dashu_int::IBig;
use dashu_ratio::RBig;
use std::fmt::Write;

/// Share of the loss at about the best number of signals that is claimed: the finer, the more
/// sizes.
const CLAIMED: (u32, u32) = (995, 1000);

/// Sizes at which the search for one gives up.
const TRIES: usize = 100;

/// A committed economy and prices of a signal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BudgetProblem {
    /// Name of the file to make.
    pub name: &'static str,
    /// The economy; its numbers of signals do not matter.
    pub problem: LowerProblem,
    /// Prices of a signal.
    pub prices: &'static [f64],
}

/// What Coq is given for one price.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetCertificate {
    /// Price of a signal.
    pub price: f64,
    /// What is lost at least.
    pub target: Decimal,
    /// Lower ends of the gap at growing sizes.
    pub parts: Vec<LowerCertificate>,
}

impl BudgetProblem {
    /// The certificates, one for each price.
    ///
    /// # Errors
    /// A file of another kind, or no row of sizes.
    pub fn certify(&self) -> Result<Vec<BudgetCertificate>, LowerError> {
        let economy = self.problem.economy()?;
        let certificates = self.prices.iter().map(|&price| {
            certify(&economy, price).map_err(|what| LowerError::Shape {
                source_file: self.problem.source,
                samples: 0,
                what,
            })
        });
        certificates.collect()
    }
}

fn certify(economy: &LowerEconomy, price: f64) -> Result<BudgetCertificate, &'static str> {
    let exact = RBig::try_from(price).map_err(|_| "the price has to be finite")?;
    if exact <= RBig::ZERO {
        return Err("the price has to be above 0");
    }
    // n·gap is about K − B/n.
    let far = economy.certify(1_000_000)?;
    let constant = far.bound.value().to_f64().value() * 1e6;
    let about = (constant / price).sqrt().ceil();
    let (best, samples) = (economy.certify(about as u64)?, RBig::from(about as u64));
    let bend = (constant - best.bound.value().to_f64().value() * about) * about;
    let share = RBig::from_parts(CLAIMED.0.into(), CLAIMED.1.into());
    let target = Decimal::below(&((best.bound.value() + &exact * samples) * share));
    let needed = target.value();
    let mut parts: Vec<LowerCertificate> = Vec::new();
    loop {
        let from = parts.last().map_or(0, |it| it.samples + 1);
        let rest = &needed - &exact * RBig::from(from);
        if rest <= RBig::ZERO {
            return Ok(BudgetCertificate {
                price,
                target,
                parts,
            });
        }
        parts.push(farthest(economy, &rest, from, (constant, bend))?);
    }
}

/// About the largest size at which the gap is at least `needed`.
fn farthest(
    economy: &LowerEconomy,
    needed: &RBig,
    from: u64,
    (constant, bend): (f64, f64),
) -> Result<LowerCertificate, &'static str> {
    let small = "the losses at neighbouring sizes are too far apart";
    let gap = needed.to_f64().value();
    let root = (constant * constant - 4.0 * bend * gap).max(0.0).sqrt();
    let mut samples = ((constant + root) / (2.0 * gap)).floor();
    for _ in 0..TRIES {
        if !(samples >= 1.0 && samples >= from as f64 && samples < 1e15) {
            return Err(small);
        }
        let found = economy.certify(samples as u64)?;
        if found.bound.value() >= *needed {
            return Ok(found);
        }
        samples -= (samples / 400.0).ceil();
    }
    Err(small)
}

/// The file; `None` where there is no price.
#[must_use]
pub fn write(
    problem: &BudgetProblem,
    economy: &LowerEconomy,
    certificates: &[BudgetCertificate],
) -> Option<String> {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "(** Made by `firstbest proofs`; do not edit.\n\n    \
         The economy of figures/models/{}, as in {}.v. Gap and monitoring together are, for every contract and every\n    \
         number of signals, at least\n",
        problem.problem.source, problem.problem.name,
    );
    for it in certificates {
        let _ = write!(text, "\n    {} at {:e} for a signal", it.target, it.price);
    }
    text.push_str(
        ". *)\nFrom Coq Require Import List.\nFrom FirstBest.Lib Require Import LowerEnd BudgetEnd.\nOpen Scope Z_scope.\n\n",
    );
    text.push_str(&definition_of(economy)?);
    let (mut ends, mut all) = (Vec::new(), Vec::new());
    for (index, it) in certificates.iter().enumerate() {
        let parts: Vec<String> = it.parts.iter().map(part).collect();
        let price = quotient(&RBig::try_from(it.price).ok()?);
        let target = over(&it.target);
        let _ = write!(
            text,
            "\nDefinition cs{index} : list certificate :=\n  [ {} ].\n",
            parts.join("\n  ; ")
        );
        ends.push(format!("({price}, {target})"));
        all.push(format!("({price}, {target}, cs{index})"));
    }
    let first = certificates.first()?;
    let price = quotient(&RBig::try_from(first.price).ok()?);
    let bold = Decimal {
        digits: &first.target.digits * IBig::from(101) / IBig::from(100),
        unit: first.target.unit.clone(),
    };
    let check = |target: &Decimal, parts: &str| {
        format!("check_budget m {price} ({}) {parts}", over(target))
    };
    let _ = write!(
        text,
        "\nDefinition all : list (Q * Q * list certificate) :=\n  [ {} ].\n\n\
         Theorem certified : budget_ends m\n  [ {} ].\nProof. prove_budget_ends m all. Qed.\n",
        all.join("\n  ; "),
        ends.join("\n  ; "),
    );
    let fewer = check(&first.target, "(tl cs0)");
    text.push_str(&rejected("The first size left out.", "corrupted", &fewer));
    text.push_str(&rejected(
        "One per cent more.",
        "bold_claim",
        &check(&bold, "cs0"),
    ));
    Some(text)
}

fn part(it: &LowerCertificate) -> String {
    format!(
        "Certificate {} ({})\n      {} {} {}",
        it.samples,
        over(&it.bound),
        quotient(&it.best),
        quotient(&it.near),
        quotient(&it.floor),
    )
}
