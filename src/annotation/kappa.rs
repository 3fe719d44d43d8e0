//! How certain the items are: κ, what identifies it, and its interval.
//!
//! Repeats alone identify η²κ_s of an annotator, an expert alone ηκ_e, peers alone η_aη_bκ_p. Since
//! η ≤ 1, each of these is a lower bound of its κ; a value needs an anchor, and [`Kappa`] carries
//! the anchor's name with it.

use super::basis::{Basis, Scheme};
use super::best::{SPLITS, best};
use super::bootstrap::standard_errors;
use super::groups::{Groups, Halved, Weighed};
use super::interval::Interval;
use crate::annotation::profile_likelihood::LogKappa;
use crate::numerics::normal;
use serde::Serialize;

/// What fixes the scale between effort and certainty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// κ is given from outside.
    Given(f64),
    /// Repeats and an expert's labels on the same annotators: κ = (expert excess)²/(self excess),
    /// if the expert's labels are careful draws from the annotators' own preference law (κ_e =
    /// κ_s).
    Both,
    /// The most consistent annotators are careful (η = 1).
    Best,
    /// All annotators are careful (η = 1).
    Everyone,
    /// The shape of a Beta law of preferences common to all, by joint maximum likelihood
    /// ([`crate::annotation::peer_likelihood`]; peers only).
    Likelihood,
}

/// κ as estimated, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kappa {
    /// The value and its confidence limits, within [0, 1].
    #[serde(flatten)]
    pub value: Interval,
    /// Which κ.
    pub scheme: Basis,
    /// How it was found.
    pub method: &'static str,
    /// What has to be true for it to be κ.
    pub assumption: &'static str,
    /// A lower confidence limit of κ that needs no anchor: the lower limit of the pooled excess
    /// agreement, because η ≤ 1.
    pub at_least: Option<f64>,
    /// Comparisons used.
    pub pairs: u64,
    /// Independent clusters of items they come from.
    pub clusters: usize,
    /// What fixes the scale.
    #[serde(skip)]
    pub anchor: Anchor,
    /// ln κ before it is cut at κ = 1, and its standard error.
    #[serde(skip)]
    pub(super) log: LogKappa,
}

/// Why there is no κ.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum KappaError {
    /// The data lack what the anchor needs.
    #[error("κ cannot be estimated: {0}")]
    Data(&'static str),
    /// The data are too few for what the anchor needs.
    #[error(
        "κ cannot be estimated: {why}; what helps: more labels of this kind ({least} independent items with such a comparison are the least that can do, some hundreds make the interval narrow), or a known κ: --kappa"
    )]
    TooFew {
        /// What there is not.
        why: &'static str,
        /// The least number of independent items.
        least: u64,
    },
    /// The estimate is not a possible κ.
    #[error(
        "κ is not identified: its estimate is {0:.3}, not above zero; the labels agree no better than chance"
    )]
    NotPositive(f64),
    /// κ and its bound exclude each other.
    #[error(
        "κ cannot be {upper:.3} or less ({method}), because the labels agree as only a κ of at least {bound:.3} lets them: one of the assumptions is wrong"
    )]
    Contradicted {
        /// Upper limit of κ.
        upper: f64,
        /// What κ is at least.
        bound: f64,
        /// How κ was found.
        method: &'static str,
    },
    /// Resampling gives no spread.
    #[error("κ has no usable interval: {0}")]
    Unstable(&'static str),
}

/// Sums additions that all replicates together may cost.
const WORK: usize = 500_000_000;

/// Estimates κ of `scheme` under `anchor`.
///
/// The interval is normal on the logarithmic scale with the standard error of a cluster bootstrap
/// (up to 1999 replicates, at least 200 on very large tables), the upper limit cut at 1.
pub fn estimate(
    groups: &Groups,
    scheme: Scheme,
    anchor: Anchor,
    level: f64,
    seed: u64,
) -> Result<Kappa, KappaError> {
    let once = vec![1; groups.len()];
    let sums = groups.weigh(&once);
    let pairs = pairs(&sums, scheme, anchor);
    let (method, assumption) = words(anchor, scheme);
    let z = normal::quantile(0.5 * (1.0 + level));
    let replicates = (WORK / groups.cells().max(1)).clamp(200, 1999);
    let statistic = |times: &[u32], sums: &[Weighed]| match anchor {
        Anchor::Given(kappa) => Some(kappa),
        Anchor::Everyone => pooled(sums, scheme),
        Anchor::Best => of_best(&groups.weigh_halves(times, scheme as usize)),
        Anchor::Both => both(sums),
        // Not a matter of counts.
        Anchor::Likelihood => None,
    };
    // One round of resamples for κ itself and for the bound that needs no anchor.
    let logarithm = |x: Option<f64>| x.filter(|&k| k > 0.0).map(libm::log);
    let [error, bound_error] = standard_errors(groups.len(), replicates, seed, |times| {
        let sums = groups.weigh(times);
        [statistic(times, &sums), pooled(&sums, scheme)].map(logarithm)
    });
    let least = least_error(groups, scheme, anchor, level);
    let [error, bound_error] =
        [error, bound_error].map(|e| e.map(|e| e.max(least)).filter(|e| e.is_finite()));
    let interval = |value: f64, error: f64| Interval {
        estimate: value.min(1.0),
        lower: value * libm::exp(-z * error),
        upper: value * libm::exp(z * error),
    };
    let bound = pooled(&sums, scheme)
        .filter(|&k| k > 0.0)
        .zip(bound_error)
        .map(|(value, error)| interval(value, error).lower.min(1.0));
    let (value, error) = match anchor {
        Anchor::Given(kappa) => (Interval::known(kappa), 0.0),
        _ => {
            let too_few = |why| KappaError::TooFew {
                why,
                least: least_items(level),
            };
            let value = statistic(&once, &sums).ok_or_else(|| match anchor {
                Anchor::Likelihood => KappaError::Data(lacking(anchor, scheme)),
                _ => too_few(lacking(anchor, scheme)),
            })?;
            if value <= 0.0 {
                return Err(KappaError::NotPositive(value));
            }
            let error = error.ok_or_else(|| too_few(
                "there are too few independent items, or in more than one resample of them in twenty it is not positive",
            ))?;
            (interval(value, error), error)
        }
    };
    let log = LogKappa {
        // Of the value as it was found: the interval's estimate is cut at 1.
        estimate: libm::log(value.lower) + z * error,
        error,
    };
    Ok(Kappa {
        value: value.map(|x| x.min(1.0)),
        scheme: scheme.into(),
        method,
        assumption,
        at_least: bound,
        pairs,
        clusters: groups.len(),
        anchor,
        log,
    })
}

/// How many pairs of labels were compared.
fn pairs(sums: &[Weighed], scheme: Scheme, anchor: Anchor) -> u64 {
    let each = sums.iter();
    let compared: u64 = each
        .map(|w| match anchor {
            Anchor::Both => w.own[1] + w.expert[1],
            _ => counts(w, scheme)[1],
        } as u64)
        .sum();
    // A comparison of two peers stands in both their sums.
    compared / if scheme == Scheme::Peers { 2 } else { 1 }
}

/// The least standard error of ln κ that the number of clusters allows.
///
/// Labels that agree without exception have no spread to resample, and yet C clusters without
/// exception leave a share of (α/2)^(1/C) open (Clopper and Pearson): no error is taken to be
/// smaller than what that says of the excess.
fn least_error(groups: &Groups, scheme: Scheme, anchor: Anchor, level: f64) -> f64 {
    let [own, expert, peers] = groups.compared();
    let compared = match (anchor, scheme) {
        (Anchor::Both, _) => own.min(expert),
        (_, Scheme::SelfConsistency) => own,
        (_, Scheme::Expert) => expert,
        (_, Scheme::Peers) => peers,
    };
    let unanimous = 2.0 * libm::pow(0.5 * (1.0 - level), 1.0 / compared.max(1) as f64) - 1.0;
    if unanimous > 0.0 {
        -libm::log(unanimous) / normal::quantile(0.5 * (1.0 + level))
    } else {
        f64::INFINITY
    }
}

/// The least number of independent items whose agreement without exception leaves an excess open
/// that is surely positive: 2(α/2)^(1/C) > 1.
fn least_items(level: f64) -> u64 {
    let doubled = libm::log(0.5 * (1.0 - level)) / libm::log(0.5);
    doubled.floor() as u64 + 1
}

fn counts(w: &Weighed, scheme: Scheme) -> [f64; 2] {
    match scheme {
        Scheme::SelfConsistency => w.own,
        Scheme::Expert => w.expert,
        Scheme::Peers => w.peers,
    }
}

fn excess([agree, pairs]: [f64; 2]) -> Option<f64> {
    (pairs > 0.0).then(|| 2.0 * agree / pairs - 1.0)
}

fn pooled(sums: &[Weighed], scheme: Scheme) -> Option<f64> {
    let all = sums.iter().fold([0.0; 2], |sum, w| {
        let c = counts(w, scheme);
        [sum[0] + c[0], sum[1] + c[1]]
    });
    excess(all)
}

/// Excess agreement of the best annotators: picked on one half of the clusters, measured on the
/// other, both ways, over all halvings together.
///
/// Picking and measuring on the same data would credit the winner's luck to κ.
fn of_best(sums: &[Halved]) -> Option<f64> {
    let mut measured = [0.0; 2];
    for (split, half) in (0..SPLITS as usize).flat_map(|split| [(split, 0), (split, 1)]) {
        let all: f64 = sums.iter().map(|s| s[split][half][1]).sum();
        let order: Vec<(f64, usize)> = sums
            .iter()
            .enumerate()
            .filter_map(|(a, s)| {
                // Shrunk by one agreement and one disagreement: two lucky labels make nobody the
                // best.
                let [agree, pairs] = s[split][half];
                (pairs > 0.0).then(|| ((agree + 1.0) / (pairs + 2.0), a))
            })
            .collect();
        for a in best(order, all, |a| sums[a][split][half][1]) {
            let other = sums[a][split][1 - half];
            measured[0] += other[0];
            measured[1] += other[1];
        }
    }
    excess(measured)
}

/// Σ w_a·(expert excess)²_a / Σ w_a·(self excess)_a over the annotators with both, the square
/// without its bias: for the mean m of n signs E\[(n m² − 1)/(n − 1)] is the squared expectation.
fn both(sums: &[Weighed]) -> Option<f64> {
    let (mut top, mut bottom) = (0.0, 0.0);
    for w in sums {
        let (Some(own), Some(m)) = (excess(w.own), excess(w.expert)) else {
            continue;
        };
        let (r, n) = (w.own[1], w.expert[1]);
        if n < 2.0 {
            continue;
        }
        let weight = r * n / (r + n);
        top += weight * (n * m * m - 1.0) / (n - 1.0);
        bottom += weight * own;
    }
    (bottom > 0.0).then(|| top / bottom)
}

pub(crate) fn words(anchor: Anchor, scheme: Scheme) -> (&'static str, &'static str) {
    match (anchor, scheme) {
        (Anchor::Given(_), _) => ("given", "κ is as given; its own uncertainty is not counted"),
        (Anchor::Both, _) => (
            "(expert excess)² / (self excess), pooled over annotators",
            "the expert's labels are careful draws from the annotators' own preference law (κ_e = κ_s)",
        ),
        (Anchor::Best, _) => (
            "excess agreement of the best annotators, picked on one half of the items and measured on the other, both ways, over eight halvings drawn at random",
            "the best annotators, those with a tenth of the comparisons, are careful (effort 1)",
        ),
        (Anchor::Likelihood, _) => (
            "maximum likelihood of κ and all efforts together, the items' preferences integrated out",
            "preferences are common to all annotators and follow a Beta law, whose shape alone tells κ from effort",
        ),
        (Anchor::Everyone, _) => (
            "pooled excess agreement",
            "all annotators are careful (effort 1); if they are not, κ is larger",
        ),
    }
}

fn lacking(anchor: Anchor, scheme: Scheme) -> &'static str {
    match (anchor, scheme) {
        (Anchor::Both, _) => {
            "no annotator has both repeated items and two labels on items with gold, or repeats agree no better than chance"
        }
        (Anchor::Best, _) => {
            "too few comparisons to pick the best annotators on one half of the data and to measure them on the other"
        }
        (Anchor::Likelihood, _) => "the joint likelihood is one of peers' labels",
        (_, Scheme::SelfConsistency) => "no annotator labelled an item twice",
        (_, Scheme::Expert) => "no labelled item has gold",
        (_, Scheme::Peers) => "no item has labels of two annotators",
    }
}
