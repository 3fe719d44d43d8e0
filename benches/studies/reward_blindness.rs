//! Accuracy and scale of a reward model against the labels' effort, simulated and on real comparisons, as CSV.
//!
//! `cargo run --release --example reward_blindness -- [LABELS.csv]`; items of the file are named `a_b` after their responses.
//! Beside them stands what monitoring sees at the same effort: the excess agreement κη² of a repeated label, κ = 0.8.

use firstbest::annotation::blindness::{cross_validated, named_pairs};
use firstbest::annotation::reward::{Outcome, best_accuracy, experiment, limit_norm};
use firstbest::annotation::{ReadOptions, read_labels};
use firstbest::numerics::parallel::try_map_ordered;
use std::error::Error;

const EFFORTS: [f64; 7] = [0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0];
const REPLICATES: u64 = 20;
const NORM: f64 = 2.0;
const DIMENSION: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    println!(
        "data,labels,effort,accuracy,accuracy_se,log_loss,log_loss_se,norm,norm_se,limit_accuracy,limit_norm,monitored_excess"
    );
    for labels in [1_000, 4_000, 16_000] {
        for effort in EFFORTS {
            let outcomes = try_map_ordered(0..REPLICATES as usize, |r| {
                experiment(DIMENSION, NORM, labels, effort, 2_000, 7, r as u64)
            })?;
            let limits = format!(
                "{:.5},{:.5}",
                best_accuracy(NORM),
                limit_norm(NORM, effort)?
            );
            row("simulated", labels, effort, &outcomes, &limits);
        }
    }
    if let Some(path) = std::env::args().nth(1) {
        let (table, _) = read_labels(path.as_ref(), &ReadOptions::default())?;
        let pairs = named_pairs(&table, '_')?;
        for effort in EFFORTS {
            let outcomes = try_map_ordered(0..5usize, |r| {
                cross_validated(&pairs, effort, 5, 1e-4, r as u64)
            })?;
            row("real", pairs.labels.len(), effort, &outcomes, ",");
        }
    }
    Ok(())
}

fn row(data: &str, labels: usize, effort: f64, outcomes: &[Outcome], limits: &str) {
    let of = |f: fn(&Outcome) -> f64| {
        let n = outcomes.len() as f64;
        let mean = outcomes.iter().map(f).sum::<f64>() / n;
        let variance = outcomes.iter().map(|o| (f(o) - mean).powi(2)).sum::<f64>() / (n - 1.0);
        format!("{mean:.5},{:.5}", (variance / n).sqrt())
    };
    println!(
        "{data},{labels},{effort},{},{},{},{limits},{:.5}",
        of(|o| o.accuracy),
        of(|o| o.log_loss),
        of(|o| o.norm),
        0.8 * effort * effort
    );
}
