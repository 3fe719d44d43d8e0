//! Accuracy and scale of a reward model against the labels' effort on real comparisons.
//!
//! Items are named `a_b` after their responses, the features are the responses' identities (one
//! Bradley–Terry score each). Effort is relative to the annotators': at 1 the labels are as they
//! are. Standard errors are those of passing the labels through effort, over five passes; at effort
//! 1 there is nothing to pass.

use super::error::RealError;
use super::{Folder, Study};
use crate::annotation::blindness::{cross_validated, named_pairs};
use crate::annotation::reward::Outcome;
use crate::numerics::parallel::try_map_ordered;

/// The table.
pub(super) const STUDY: Study = Study {
    name: "reward model",
    outputs: &["paper/data/reward_blindness.csv"],
    make,
};

/// The set of comparisons.
const COMPARISONS: &str = "ukpconvarg1";

const EFFORTS: [f64; 8] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0];

fn make(folder: &Folder) -> Result<Vec<Vec<u8>>, RealError> {
    let pairs = named_pairs(&folder.labels(folder.set(COMPARISONS)?)?, '_')?;
    let mut csv =
        "data,labels,effort,accuracy,accuracy_se,log_loss,log_loss_se,norm,norm_se\n".to_owned();
    for effort in EFFORTS {
        let outcomes = try_map_ordered(0..5usize, |r| {
            cross_validated(&pairs, effort, 5, 1e-4, r as u64)
        })?;
        csv.push_str(&row(pairs.labels.len(), effort, &outcomes));
    }
    Ok(vec![csv.into_bytes()])
}

fn row(labels: usize, effort: f64, outcomes: &[Outcome]) -> String {
    let of = |f: fn(&Outcome) -> f64| {
        let n = outcomes.len() as f64;
        let mean = outcomes.iter().map(f).sum::<f64>() / n;
        let variance = outcomes.iter().map(|o| (f(o) - mean).powi(2)).sum::<f64>() / (n - 1.0);
        format!("{mean:.5},{:.5}", (variance / n).sqrt())
    };
    format!(
        "{COMPARISONS},{labels},{effort},{},{},{}\n",
        of(|o| o.accuracy),
        of(|o| o.log_loss),
        of(|o| o.norm)
    )
}
