//! Certificates as Coq files for the checker in `proofs/Lib/Checker.v`.
//!
//! The checker knows dyadics, mantissa and power of two, so a program with other numbers is written
//! in the units in which it has only such (`Scaled`), and the file says which; rational vectors are
//! numerators over one common denominator. Each file ends with corrupted twins that the checker has
//! to reject. A maximum is exported as the minimum of its negative. Unboundedness has no checker
//! there.

use std::fmt::Write as _;

use dashu_int::UBig;

use super::check::excluded;
use crate::lp::certificate::{Certificate, Claim, Ratio, Vector};
use crate::lp::dyadic::Dyadic;
use crate::lp::program::{LinearProgram, Scaled, Sense, common_multiple};

/// The certificate with its program as a Coq file; `None` where the claim is one that the Coq
/// checker does not know (unboundedness, one-sided bounds).
#[must_use]
pub fn write(program: &LinearProgram, certificate: &Certificate) -> Option<String> {
    let negate = program.sense == Sense::Maximise;
    let units = Units(Scaled::of(program));
    let mut text = format!(
        "(* Made by firstbest about program {:016x}; do not edit. *)\n\
         From FirstBest.Lib Require Import Checker.\n",
        certificate.program
    );
    text.push_str(&units.note());
    write_program(&mut text, &units.0, negate);
    match &certificate.claim {
        Claim::Bounded {
            primal: Some((point, above)),
            dual: Some((prices, below)),
        } => {
            let point = units.point(point);
            write_vector(&mut text, "point", &point, program.columns(), false);
            let scaled = units.prices(prices);
            write_vector(&mut text, "prices", &scaled, program.rows(), negate);
            for (name, ratio) in [("lo", below), ("hi", above)] {
                let _ = writeln!(
                    text,
                    "Definition {name} : ratio dyadics := {}.",
                    coq_ratio(&units.objective(ratio), negate)
                );
            }
            text.push_str(
                "Theorem certified : bracket p lo hi.\nProof. prove_bracket point prices. Qed.\n",
            );
            write_twins(&mut text, &units, prices, below, negate);
        }
        Claim::Infeasible { prices } => {
            let prices = units.prices(prices);
            write_vector(&mut text, "prices", &prices, program.rows(), false);
            text.push_str(
                "Theorem certified : infeasible p.\nProof. prove_infeasible prices. Qed.\n",
            );
            let nothing = Vector {
                denominator: UBig::ONE,
                entries: Vec::new(),
            };
            write_vector(&mut text, "corrupted", &nothing, program.rows(), false);
            write_rejection(
                &mut text,
                "corrupted_is_rejected",
                "check_infeasible p corrupted",
            );
        }
        _ => return None,
    }
    Some(text)
}

/// Two twins that prove less than they claim: one price left out, and a bound that claims more.
fn write_twins(text: &mut String, units: &Units<'_>, prices: &Vector, below: &Ratio, negate: bool) {
    let program = units.0.program;
    if let Some(corrupted) = without_one_price(program, prices, below) {
        let corrupted = units.prices(&corrupted);
        write_vector(text, "corrupted", &corrupted, program.rows(), negate);
        let check = "check_bracket p point corrupted lo hi";
        write_rejection(text, "corrupted_is_rejected", check);
    }
    let worth = excluded(program, prices).unwrap_or_else(|_| below.clone());
    let step = Dyadic::new(1.into(), worth.numerator.exponent());
    let bold = Ratio {
        numerator: if negate {
            worth.numerator.minus(&step)
        } else {
            worth.numerator.plus(&step)
        },
        denominator: worth.denominator,
    };
    let bold = coq_ratio(&units.objective(&bold), negate);
    let check = format!("check_lower p prices ({bold})");
    write_rejection(text, "bold_claim_is_rejected", &check);
}

/// The prices without the first one that the bound needs.
fn without_one_price(program: &LinearProgram, prices: &Vector, below: &Ratio) -> Option<Vector> {
    let sign = program.sense.sign();
    (0..prices.entries.len()).find_map(|index| {
        let mut fewer = prices.clone();
        fewer.entries.remove(index);
        let worse = match excluded(program, &fewer) {
            Ok(bound) if sign > 0.0 => bound < *below,
            Ok(bound) => bound > *below,
            Err(_) => true,
        };
        worse.then_some(fewer)
    })
}

fn write_rejection(text: &mut String, name: &str, check: &str) {
    let _ = writeln!(
        text,
        "Example {name} : {check} = false.\nProof. computed. Qed."
    );
}

/// The units that the file is written in.
struct Units<'a>(Scaled<'a>);

impl Units<'_> {
    /// What the file says about them; nothing where they are the program's own.
    fn note(&self) -> String {
        let program = &self.0;
        let rows = (0..program.rows()).map(|i| program.program.row_scale(i));
        let rows = rows.enumerate().filter(|(_, scale)| **scale != UBig::ONE);
        let rows: Vec<String> = rows.map(|(i, scale)| format!("{i}: {scale}")).collect();
        let (costs, bounds) = (&program.cost_scale, &program.bound_scale);
        if rows.is_empty() && *costs == UBig::ONE && *bounds == UBig::ONE {
            return String::new();
        }
        format!(
            "(* So that all numbers are dyadic: costs are multiplied by {costs}, values of columns and\n   \
             rows by {bounds}, hence the objective by both; rows besides by: {}. *)\n",
            if rows.is_empty() {
                "nothing".into()
            } else {
                rows.join(", ")
            }
        )
    }

    fn point(&self, point: &Vector) -> Vector {
        let by = &self.0.bound_scale;
        let entries = point.entries.iter();
        Vector {
            denominator: point.denominator.clone(),
            entries: entries.map(|(j, x)| (*j, x.times_integer(by))).collect(),
        }
    }

    fn prices(&self, prices: &Vector) -> Vector {
        let scale = |i: usize| self.0.program.row_scale(i);
        let rows = prices.entries.iter().map(|(i, _)| scale(*i));
        let common = rows.fold(UBig::ONE, common_multiple);
        let scaled = |(i, y): &(usize, Dyadic)| {
            let by = &self.0.cost_scale * (&common / scale(*i));
            (*i, y.times_integer(&by))
        };
        Vector {
            entries: prices.entries.iter().map(scaled).collect(),
            denominator: &prices.denominator * &common,
        }
    }

    fn objective(&self, value: &Ratio) -> Ratio {
        let by = &self.0.cost_scale * &self.0.bound_scale;
        Ratio {
            numerator: value.numerator.times_integer(&by),
            denominator: value.denominator.clone(),
        }
    }
}

fn write_program(text: &mut String, program: &Scaled<'_>, negate: bool) {
    let signed = |x: &Dyadic| dyadic(&if negate { x.negated() } else { x.clone() });
    let bound = |x: &Option<Dyadic>| match x {
        Some(x) => format!("(Some {})", dyadic(x)),
        None => "None".into(),
    };
    let constant = signed(&program.constant.times_integer(&program.bound_scale));
    let _ = writeln!(
        text,
        "Definition p : program dyadics :=\n  Program {constant}"
    );
    let columns = program.costs.iter().zip(&program.bounds);
    let columns: Vec<String> = columns
        .map(|(cost, (lower, upper))| {
            format!("Col {} {} {}", signed(cost), bound(lower), bound(upper))
        })
        .collect();
    let _ = writeln!(text, "    [ {} ]", columns.join("\n    ; "));
    let rows = program.bounds[program.columns()..].iter().enumerate();
    let rows: Vec<String> = rows
        .map(|(i, (lower, upper))| {
            let entries = program.row(i);
            let entries = entries.map(|(j, a)| format!("c {j} {}", parts(a)));
            let entries: Vec<String> = entries.collect();
            format!(
                "Row [{}] {} {}",
                entries.join("; "),
                bound(lower),
                bound(upper)
            )
        })
        .collect();
    let _ = writeln!(text, "    [ {} ].", rows.join("\n    ; "));
}

fn write_vector(text: &mut String, name: &str, vector: &Vector, length: usize, negate: bool) {
    let numerators: Vec<String> = vector
        .dense(length)
        .into_iter()
        .map(|value| dyadic(&if negate { value.negated() } else { value }))
        .collect();
    let _ = writeln!(
        text,
        "Definition {name} : vector dyadics :=\n  Vector {} [{}].",
        integer(&vector.denominator),
        numerators.join("; ")
    );
}

fn coq_ratio(ratio: &Ratio, negate: bool) -> String {
    let numerator = if negate {
        ratio.numerator.negated()
    } else {
        ratio.numerator.clone()
    };
    format!(
        "Ratio {} {}",
        dyadic(&numerator),
        integer(&ratio.denominator)
    )
}

fn integer(x: &UBig) -> String {
    format!("(D {x} 0)")
}

fn dyadic(x: &Dyadic) -> String {
    format!("(D {})", parts(x))
}

/// Mantissa and exponent, negative ones in parentheses.
fn parts(x: &Dyadic) -> String {
    let wrapped = |text: String| {
        if text.starts_with('-') {
            format!("({text})")
        } else {
            text
        }
    };
    format!(
        "{} {}",
        wrapped(x.mantissa().to_string()),
        wrapped(x.exponent().to_string())
    )
}
