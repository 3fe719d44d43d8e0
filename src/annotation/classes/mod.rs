//! Labels that are not binary: classes without order, and grades.
//!
//! With probability η a label is careful, drawn from p_x, and otherwise from the annotator's own
//! habit h, *any* law that ignores the item: a coin, a favourite class, a constant. Let ⟨y, z⟩ be 1
//! for equal classes and 0 otherwise, or, for grades, 1 less the squared distance as a share of the
//! largest. What agreement exceeds that of both margins, E⟨y, z⟩ − ⟨Ey, Ez⟩, is free of h: η²D with
//! oneself, ηD_e with an expert, η_aη_bD_p with a peer, D being the variation between items (of ⟨p_x,
//! p_x⟩ beyond the margin). For two classes with even margins D = κ/2, and this is the model of the
//! binary table.

use super::assess::{AssessError, Assessment, Question, Shape};
use super::assessment::{AgreementSummary, AnnotatorReport};
use super::basis::Basis;
use super::effort::effort;
use super::index::ItemIndex;
use super::interval::{Interval, student};
use super::kappa::{Anchor, Kappa, Scheme};
use super::profile_likelihood::LogKappa;
use super::traps::{self, Inspected, Warning, count};
use super::verdict::{self, Standing};
use crate::labels::table::{LabelTable, NO_CLASS};
use crate::numerics::normal;
use serde::Serialize;

mod association;
use association::{Association, Part, associations};

/// The classes of a table and what agreement means among them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassSummary {
    /// `nominal` or `ordinal`.
    pub kind: &'static str,
    /// Name and share of each class among all labels.
    pub classes: Vec<(String, f64)>,
    /// Agreement of two labels that ignore the item and follow all labels' margin: q(0).
    pub by_chance: f64,
    /// Agreement of careful labels by the scheme in use: q(1) = q(0) + D. In between q(η) = q(0) +
    /// ηD with an expert, q(0) + η²D with oneself: pay on the number of agreements is binomial
    /// with this q.
    pub careful: Option<f64>,
}

/// Numbers that the vectors of margins may take.
const MOST_MARGINS: usize = 50_000_000;

/// From this width on the report calls an effort's interval wide.
const WIDE: f64 = 0.5;

/// Why there is no scale where the best agree beyond what is possible on the items of all.
const BEYOND: &str = "the annotators taken as careful agree beyond chance by more than all labels together vary: their items are unlike the others', and one scale does not fit all";

/// With fewer independent items than these the error of an agreement is itself hardly known, and
/// nothing is said of an annotator's effort.
const FEWEST: u64 = 10;

/// Share of all comparisons that the annotators taken as best must hold together.
const BEST_SHARE: f64 = 0.1;

/// Assesses a table of classes or grades.
pub fn assess(given: &LabelTable, question: &Question) -> Result<Assessment, AssessError> {
    let table = given;
    let level = question.level;
    let without = |table: &LabelTable| {
        let class = table.class().unwrap_or(&[]);
        class.iter().filter(|c| c[0] == NO_CLASS).count()
    };
    let (labels, missing) = (table.labels_of_each(), without(table));
    let Inspected {
        table,
        index,
        mut warnings,
        few_repeats,
        few_lookers,
        ..
    } = traps::inspect(table, question.second_looks);
    let table: &LabelTable = &table;
    let space = Space::new(table, question.grades)?;
    let whole = associations(table, &index, &space, Part::Whole);
    let there = |kind: Scheme| whole.iter().any(|a| a.of(kind).is_some());
    let scheme = match question.scheme {
        Some(Basis::Both) | None if there(Scheme::Expert) => Scheme::Expert,
        Some(Basis::Both) | None
            if there(Scheme::SelfConsistency)
                && !((few_repeats || few_lookers) && there(Scheme::Peers)) =>
        {
            Scheme::SelfConsistency
        }
        Some(Basis::Both) | None => Scheme::Peers,
        Some(basis) => basis.single().unwrap_or(Scheme::Peers),
    };
    if !there(scheme) {
        return Err(AssessError::NoComparison(match scheme {
            Scheme::SelfConsistency => {
                "no annotator labelled two items twice: self-consistency cannot be judged"
            }
            Scheme::Expert => {
                "no label stands beside a gold label on two items: agreement with an expert cannot be judged"
            }
            Scheme::Peers => {
                "no two items have labels of two annotators, and there are neither repeats nor gold: nothing in this file tells of effort"
            }
        }));
    }
    let flagged = blind(&whole);
    let names: Vec<String> = (0..whole.len())
        .filter(|&a| flagged[a])
        .take(5)
        .map(|a| table.annotators().name(a as u32).into_owned())
        .collect();
    let n = flagged.iter().filter(|&&f| f).count() as u64;
    if n > 0 {
        warnings.push(Warning {
            kind: "labels-ignore-the-item",
            text: format!(
                "the labels of {} ({}) do not depend on the item: that is no care, however consistent; they do not count for the scale",
                count(n, "annotator"),
                names.join(", ")
            ),
            count: n,
            rows: Vec::new(),
        });
    }
    let anchor = match question.anchor {
        Some(Anchor::Likelihood) => {
            return Err(AssessError::NoComparison(
                "the joint likelihood is one of binary labels: use another --anchor",
            ));
        }
        Some(anchor) => anchor,
        None if scheme != Scheme::Peers
            && !few_repeats
            && there(Scheme::Expert)
            && there(Scheme::SelfConsistency) =>
        {
            Anchor::Both
        }
        None => Anchor::Best,
    };
    let variation = space.variation();
    let scores: Vec<Option<Association>> = match scheme {
        // What is left after dividing by the others' mean score is η√D: squared it is η²D.
        Scheme::Peers => association::scores(table, &index, &whole),
        _ => whole.iter().map(|a| a.of(scheme)).collect(),
    };
    let scale = scale(
        table, &index, &space, &whole, &scores, &flagged, scheme, anchor, level, variation,
    )
    .and_then(|scale| {
        // Certain labels vary as much as all labels do, and no more.
        if scale.lower > variation && !matches!(anchor, Anchor::Given(_)) {
            Err(BEYOND)
        } else {
            Ok(scale)
        }
    });
    // Where repeats fix no scale, others' labels may.
    if scale.is_err()
        && scheme == Scheme::SelfConsistency
        && question.scheme.is_none()
        && question.anchor.is_none()
        && there(Scheme::Peers)
    {
        let by_peers = Question {
            scheme: Some(Basis::Peers),
            ..question.clone()
        };
        return assess(given, &by_peers);
    }
    let mut annotators: Vec<AnnotatorReport> = (0..whole.len())
        .map(|a| {
            line(
                table,
                a,
                &whole[a],
                scores[a],
                scheme,
                flagged[a],
                scale.as_ref().ok(),
                level,
            )
        })
        .collect();
    verdict::fill(&mut annotators, &labels);
    let summary = |kind: Scheme| {
        let parts: Vec<Association> = whole.iter().filter_map(|a| a.of(kind)).collect();
        pooled_share(&parts, level)
    };
    let identification = match &scale {
        Ok(_) => format!(
            "Agreement beyond that of the margins tells effort up to a scale, whatever law careless labels have if only it ignores the item; {}.",
            words(anchor)
        ),
        Err(why) => format!("Efforts are not reported: {why}."),
    };
    let d = scale.as_ref().ok().map(|s| s.estimate);
    let by_chance = space.by_chance();
    Ok(Assessment {
        kappa: scale
            .as_ref()
            .ok()
            .map(|d| kappa(*d, variation, scheme, anchor, &whole, &index)),
        identification,
        scheme: scheme.into(),
        level,
        table: Shape {
            rows: table.rows(),
            items: index.items(),
            annotators: table.annotators().len(),
            ties: 0,
            missing,
            copies: without(table) - missing,
            clusters: index.clusters(),
        },
        self_consistency: summary(Scheme::SelfConsistency),
        expert: summary(Scheme::Expert),
        peers: summary(Scheme::Peers),
        monitoring: None,
        annotators,
        warnings,
        assistant: None,
        classes: Some(ClassSummary {
            kind: if question.grades {
                "ordinal"
            } else {
                "nominal"
            },
            classes: space.shares(table),
            by_chance,
            careful: d.map(|d| (by_chance + d).min(1.0)),
        }),
    })
}

/// Classes as vectors whose product is ⟨y, z⟩ up to what the margins take away again: unit vectors,
/// or grades on a line.
pub(crate) struct Space {
    /// Of grades: √2·score/range, so that the product's covariance is that of 1 − distance².
    grade: Option<Vec<f64>>,
    classes: usize,
    /// How often each class is chosen.
    margin: Vec<f64>,
}

impl Space {
    fn new(table: &LabelTable, grades: bool) -> Result<Self, AssessError> {
        let classes = table.classes().len();
        let mut margin = vec![0.0; classes];
        for &[class, _] in table.class().unwrap_or(&[]) {
            if class != NO_CLASS {
                margin[class as usize] += 1.0;
            }
        }
        let all: f64 = margin.iter().sum();
        margin.iter_mut().for_each(|m| *m /= all.max(1.0));
        let grade = if grades {
            let scores: Vec<f64> = (0..classes as u32)
                .filter_map(|id| table.classes().name(id).parse().ok())
                .collect();
            if scores.len() < classes {
                return Err(AssessError::NoComparison(
                    "grades have to be numbers: say what score each has with --labels \"poor=1,fair=2,good=3\"",
                ));
            }
            let low = scores.iter().copied().fold(f64::INFINITY, f64::min);
            let high = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let range = if high > low { high - low } else { 1.0 };
            let unit = |s: &f64| std::f64::consts::SQRT_2 * (s - low) / range;
            Some(scores.iter().map(unit).collect())
        } else {
            if classes.saturating_mul(table.annotators().len()) > MOST_MARGINS {
                return Err(AssessError::NoComparison(
                    "there are too many classes for so many annotators; put rare ones together with --labels",
                ));
            }
            None
        };
        Ok(Space {
            grade,
            classes,
            margin,
        })
    }

    /// Length of the vectors.
    pub fn length(&self) -> usize {
        if self.grade.is_some() {
            1
        } else {
            self.classes
        }
    }

    /// Adds `weight` times a class's vector.
    pub fn add(&self, into: &mut [f64], class: u16, weight: f64) {
        match &self.grade {
            Some(grade) => into[0] += weight * grade[class as usize],
            None => into[class as usize] += weight,
        }
    }

    /// ⟨y, y⟩ of a class's vector.
    pub fn square(&self, class: u16) -> f64 {
        self.grade
            .as_ref()
            .map_or(1.0, |grade| grade[class as usize].powi(2))
    }

    fn by_chance(&self) -> f64 {
        match &self.grade {
            None => self.margin.iter().map(|m| m * m).sum(),
            Some(grade) => {
                let mean: f64 = grade.iter().zip(&self.margin).map(|(g, m)| g * m).sum();
                let square: f64 = grade.iter().zip(&self.margin).map(|(g, m)| g * g * m).sum();
                1.0 - (square - mean * mean)
            }
        }
    }

    /// D of labels that are certain on every item: all the variation of the margin.
    pub fn variation(&self) -> f64 {
        1.0 - self.by_chance()
    }

    fn shares(&self, table: &LabelTable) -> Vec<(String, f64)> {
        let mut shares: Vec<(String, f64)> = (0..self.classes)
            .map(|id| {
                (
                    table.classes().name(id as u32).into_owned(),
                    self.margin[id],
                )
            })
            .collect();
        match &self.grade {
            Some(_) => shares.sort_by(|x, y| {
                let number = |t: &str| t.parse::<f64>().unwrap_or(0.0);
                number(&x.0).total_cmp(&number(&y.0))
            }),
            None => shares.sort_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(&y.0))),
        }
        shares
    }
}

/// Annotators whose labels never vary, or say nothing about the items although they are consistent.
fn blind(whole: &[association::All]) -> Vec<bool> {
    let usual = |kind: Scheme| {
        let mut known: Vec<f64> = whole
            .iter()
            .filter_map(|a| Some(a.of(kind)?.value))
            .collect();
        known.sort_by(f64::total_cmp);
        (
            known.len(),
            known.get(known.len() / 2).copied().unwrap_or(0.0),
        )
    };
    let (_, gold) = usual(Scheme::Expert);
    let (compared, peers) = usual(Scheme::Peers);
    whole
        .iter()
        .map(|a| {
            if a.labels < 10 {
                return false;
            }
            if a.constant {
                return true;
            }
            // One in a hundred, one-sided, and below half of what is usual.
            let none = |x: Option<Association>, usual: f64| {
                x.filter(|x| usual > 0.0 && x.items >= 10)
                    .map(|x| x.value + 2.33 * x.error < 0.5 * usual)
            };
            let by_gold = none(a.of(Scheme::Expert), gold);
            let by_peers = if compared > 2 {
                none(a.of(Scheme::Peers), peers)
            } else {
                None
            };
            let consistent = a
                .of(Scheme::SelfConsistency)
                .is_some_and(|own| own.items >= 10 && own.value - 4.0 * own.error > 0.0);
            consistent
                && by_gold != Some(false)
                && by_peers != Some(false)
                && (by_gold.is_some() || by_peers.is_some())
        })
        .collect()
}

fn words(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Given(_) => "the scale κ was given",
        Anchor::Both => {
            "the scale follows from repeats and expert together, if the expert's labels are careful draws from the annotators' own law"
        }
        Anchor::Best => {
            "the scale is an assumption: the best annotators, with a tenth of the comparisons, picked on one half of the items and measured on the other, are careful"
        }
        Anchor::Everyone => "the scale is an assumption: all annotators are careful",
        Anchor::Likelihood => "",
    }
}

/// D, with limits.
#[allow(clippy::too_many_arguments)]
fn scale(
    table: &LabelTable,
    index: &ItemIndex,
    space: &Space,
    whole: &[association::All],
    scores: &[Option<Association>],
    flagged: &[bool],
    scheme: Scheme,
    anchor: Anchor,
    level: f64,
    variation: f64,
) -> Result<Interval, &'static str> {
    let z = normal::quantile(0.5 * (1.0 + level));
    let pool = |of: &dyn Fn(usize) -> Option<Association>| {
        let mut sum = [0.0; 3];
        for x in (0..whole.len()).filter(|&a| !flagged[a]).filter_map(of) {
            let w = x.items as f64;
            sum[0] += w;
            sum[1] += w * x.value;
            sum[2] += w * w * x.error * x.error;
        }
        (sum[0] > 0.0).then(|| [sum[1] / sum[0], sum[2].sqrt() / sum[0]])
    };
    let interval = |value: f64, relative: f64| Interval {
        estimate: value,
        lower: value * libm::exp(-z * relative),
        upper: value * libm::exp(z * relative),
    };
    let positive = |x: Option<[f64; 2]>| {
        x.filter(|[v, e]| *v > 0.0 && v - z * e > 0.0)
            .ok_or("labels agree no better than their margins do by chance, or too few do to tell")
    };
    // Peers' scores are η√D.
    let power = if scheme == Scheme::Peers { 2.0 } else { 1.0 };
    let raise = |[value, error]: [f64; 2]| interval(value.powf(power), power * error / value);
    match anchor {
        Anchor::Given(kappa) => Ok(Interval::known(kappa * variation)),
        Anchor::Both => {
            // With an expert ηD, with oneself η²D: D = Σ(ηD)²/Σ(η²D), annotator by annotator, since
            // efforts differ; a square is too large by its error's.
            let each: Vec<[f64; 5]> = (0..whole.len())
                .filter(|&a| !flagged[a])
                .filter_map(|a| {
                    let expert = whole[a].of(Scheme::Expert)?;
                    let own = whole[a].of(Scheme::SelfConsistency)?;
                    let square = expert.value * expert.value - expert.error * expert.error;
                    let of_square = 2.0 * expert.value * expert.error;
                    Some([own.items as f64, square, own.value, of_square, own.error])
                })
                .collect();
            let sum = |of: &dyn Fn(&[f64; 5]) -> f64| each.iter().map(of).sum::<f64>();
            let own = sum(&|[w, _, own, ..]| w * own);
            let d = sum(&|[w, square, ..]| w * square) / own;
            // The error as the annotators' own errors and as their departures from the one ratio
            // say: of few annotators the departures know little.
            let own_errors = sum(&|[w, _, _, e, s]| w * w * (e * e + d * d * s * s));
            let departures = sum(&|[w, square, own, ..]| (w * (square - d * own)).powi(2));
            let error = own_errors.max(departures).sqrt() / own;
            let found = positive((own > 0.0).then_some([d, error]))?;
            Ok(interval(found[0], found[1] / found[0]))
        }
        Anchor::Best => {
            let halves = [0, 1].map(|half| {
                let part = associations(table, index, space, Part::Half(half));
                match scheme {
                    Scheme::Peers => association::scores(table, index, &part),
                    _ => part.iter().map(|a| a.of(scheme)).collect(),
                }
            });
            let mut sum = [0.0; 3];
            for half in 0..2 {
                let total: f64 = halves[half].iter().flatten().map(|x| x.items as f64).sum();
                let mut order: Vec<(f64, usize)> = halves[half]
                    .iter()
                    .enumerate()
                    .filter(|(a, _)| !flagged[*a])
                    .filter_map(|(a, x)| (*x).map(|x| (x.value - x.error, a)))
                    .collect();
                order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
                let mut held = 0.0;
                for (_, a) in order {
                    if let Some(x) = halves[1 - half][a] {
                        let w = x.items as f64;
                        sum[0] += w;
                        sum[1] += w * x.value;
                        sum[2] += w * w * x.error * x.error;
                    }
                    held += halves[half][a].map_or(0.0, |x| x.items as f64);
                    if held >= BEST_SHARE * total {
                        break;
                    }
                }
            }
            let best = (sum[0] > 0.0).then(|| [sum[1] / sum[0], sum[2].sqrt() / sum[0]]);
            Ok(raise(positive(best)?))
        }
        Anchor::Everyone | Anchor::Likelihood => Ok(raise(positive(pool(&|a| scores[a]))?)),
    }
}

/// D as a share of all variation, in the shape of a binary table's κ.
fn kappa(
    d: Interval,
    variation: f64,
    scheme: Scheme,
    anchor: Anchor,
    whole: &[association::All],
    index: &ItemIndex,
) -> Kappa {
    let share = |x: f64| (x / variation.max(1e-12)).clamp(0.0, 1.0);
    Kappa {
        value: d.map(share),
        scheme: scheme.into(),
        method: "agreement beyond that of the margins, as a share of the labels' variation",
        assumption: words(anchor),
        at_least: None,
        pairs: whole.iter().filter_map(|a| Some(a.of(scheme)?.pairs)).sum(),
        clusters: index.clusters(),
        log: LogKappa {
            estimate: libm::log(d.estimate),
            error: 0.0,
        },
    }
}

fn pooled_share(parts: &[Association], level: f64) -> Option<AgreementSummary> {
    let pairs: u64 = parts.iter().map(|p| p.pairs).sum();
    let items: f64 = parts.iter().map(|p| p.items as f64).sum();
    if parts.is_empty() {
        return None;
    }
    let mean = parts.iter().map(|p| p.items as f64 * p.share).sum::<f64>() / items;
    let variance: f64 = parts
        .iter()
        .map(|p| (p.items as f64 / items * p.share_error).powi(2))
        .sum();
    let half = normal::quantile(0.5 * (1.0 + level)) * variance.sqrt();
    Some(AgreementSummary {
        pairs,
        clusters: items as u64,
        share: Interval {
            estimate: mean,
            lower: (mean - half).max(0.0),
            upper: (mean + half).min(1.0),
        },
    })
}

#[allow(clippy::too_many_arguments)]
fn line(
    table: &LabelTable,
    a: usize,
    all: &association::All,
    score: Option<Association>,
    scheme: Scheme,
    flagged: bool,
    scale: Option<&Interval>,
    level: f64,
) -> AnnotatorReport {
    let raw = all.of(scheme);
    let half = |x: &Association| {
        let t = student(0.5 * (1.0 + level), (x.clusters as f64 - 1.0).max(1.0));
        t.unwrap_or(f64::INFINITY) * x.error
    };
    // Peers: η√D, whose square is what the scale divides.
    let square = |x: f64| {
        if scheme == Scheme::Peers {
            x * x.abs()
        } else {
            x
        }
    };
    let excess = score.map(|x| {
        let half = half(&x);
        Interval {
            estimate: x.value,
            lower: x.value - half,
            upper: x.value + half,
        }
        .map(square)
    });
    let too_few = score.is_some_and(|x| x.clusters < FEWEST);
    let effort = match (excess, scale) {
        (Some(excess), Some(scale)) if !flagged => Some(if too_few {
            Interval {
                estimate: effort(scheme, excess, *scale).estimate,
                lower: 0.0,
                upper: 1.0,
            }
        } else {
            effort(scheme, excess, *scale)
        }),
        _ => None,
    };
    let mut flags = Vec::new();
    if flagged {
        flags.push(if all.constant {
            "always the same label: does not depend on the item"
        } else {
            "labels do not depend on the item: consistent, but unlike others and gold"
        });
    } else {
        match excess {
            None => flags.push("no comparison"),
            Some(_) if too_few => flags.push("too few comparisons to tell anything"),
            Some(x) if x.upper < 0.0 => flags.push("agrees less than chance: labels reversed?"),
            Some(x) if x.lower <= 0.0 => flags.push("not told from a habit"),
            Some(_) => {}
        }
        if effort.is_some_and(|e| e.upper - e.lower > WIDE) {
            flags.push("wide interval");
        }
    }
    let share = raw.map(|r| {
        let half = normal::quantile(0.5 * (1.0 + level)) * r.share_error;
        [(r.share - half).max(0.0), (r.share + half).min(1.0)]
    });
    AnnotatorReport {
        annotator: table.annotators().name(a as u32).into_owned(),
        labels: 0,
        samples: raw.map_or(0, |r| r.pairs),
        agreement: raw.map(|r| r.share),
        agreement_interval: share,
        with_oneself: None,
        with_expert: None,
        effort,
        flags,
        standing: Standing::default(),
        to_do: String::new(),
    }
}
