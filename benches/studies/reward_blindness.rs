//! Accuracy and scale of a reward model against the labels' effort on real comparisons, as CSV.
//!
//! `cargo run --release --example reward_blindness -- LABELS.csv >
//! paper/data/reward_blindness.csv`; items of the file are named `a_b` after their responses, the
//! features are the responses' identities (one Bradley–Terry score each).
//!
//! The labels are not part of this project. Effort is relative to the annotators': at 1 the labels
//! are as they are. Standard errors are those of passing the labels through effort, over five
//! passes; at effort 1 there is nothing to pass.

use firstbest::annotation::blindness::cross_validated;
use firstbest::annotation::blindness::named_pairs;
use firstbest::annotation::reward::Outcome;
use firstbest::labels::ReadOptions;
use firstbest::labels::read_labels;
use firstbest::numerics::parallel::try_map_ordered;
use std::error::Error;
use std::path::PathBuf;

const EFFORTS: [f64; 8] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0];

fn main() -> Result<(), Box<dyn Error>> {
    let path: PathBuf = std::env::args_os()
        .nth(1)
        .ok_or("give the label file")?
        .into();
    let (table, _) = read_labels(&path, &ReadOptions::default())?;
    let pairs = named_pairs(&table, '_')?;
    let data = path.file_stem().unwrap_or_default().to_string_lossy();
    println!("data,labels,effort,accuracy,accuracy_se,log_loss,log_loss_se,norm,norm_se");
    for effort in EFFORTS {
        let outcomes = try_map_ordered(0..5usize, |r| {
            cross_validated(&pairs, effort, 5, 1e-4, r as u64)
        })?;
        row(&data, pairs.labels.len(), effort, &outcomes);
    }
    Ok(())
}

fn row(data: &str, labels: usize, effort: f64, outcomes: &[Outcome]) {
    let of = |f: fn(&Outcome) -> f64| {
        let n = outcomes.len() as f64;
        let mean = outcomes.iter().map(f).sum::<f64>() / n;
        let variance = outcomes.iter().map(|o| (f(o) - mean).powi(2)).sum::<f64>() / (n - 1.0);
        format!("{mean:.5},{:.5}", (variance / n).sqrt())
    };
    println!(
        "{data},{labels},{effort},{},{},{}",
        of(|o| o.accuracy),
        of(|o| o.log_loss),
        of(|o| o.norm)
    );
}
