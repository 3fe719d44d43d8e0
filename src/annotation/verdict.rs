//! What to do with each annotator, from what is sure of the effort.

use super::assessment::AnnotatorReport;
use super::copying::AssistantLine;
use super::interval::Interval;
use super::standing::{HALF, Standing, is_settled};
use super::traps::habits::{REVERSED, UNTOLD};

/// An effort whose interval is wider than this is little known.
const WIDE: f64 = 0.5;

/// What to do where more checks settle it begins with this.
const CHECK: &str = "check ";

/// What to do where more checks do not.
const TOO_LITTLE: &str = "checks of this kind tell too little";

/// What to do about labels that agree less than chance.
pub const SWAPPED: &str = "see whether the two responses were swapped";

/// The flag of grades that agree less than chance.
pub const TURNED_SCALE: &str = "agrees less than chance: grades the other way round?";

/// What to do about them.
pub const TURNED: &str = "see whether the best grade was taken for the worst";

/// What to do about labels that are surely careful.
pub const PAY: &str = "pay";

/// What to do about labels that are surely careless.
pub const TALK: &str = "talk to";

/// What to do about labels that are surely careful only if careless ones are fair coins, which
/// labels far from half and half contradict.
pub const PAY_IF: &str = "judge by --kind nominal before you pay";

/// What to do about those whose scale is their own agreement.
pub const RELATIVE: &str = "neither pay nor blame by this: relative to the best of so few";

/// The flag of annotators some of whose labels are surely copied.
pub const NET: &str = "copies the assistant: judged by the effort net of copies";

/// Says of each annotator how many labels there are, how much is known, and what to do.
pub fn fill(annotators: &mut [AnnotatorReport], labels: &[u64]) {
    for (a, &labels) in annotators.iter_mut().zip(labels) {
        a.labels = labels;
        (a.standing, a.to_do) = verdict(a);
        if !a.to_do.starts_with(CHECK) {
            a.more = None;
        }
    }
}

fn verdict(a: &AnnotatorReport) -> (Standing, String) {
    let has = |piece: &str| a.flags.iter().any(|flag| flag.contains(piece));
    if a.flags.contains(&UNTOLD) {
        let to_do = "check on items whose answer is the other one";
        return (Standing::Little, to_do.into());
    }
    if has("item") {
        return (Standing::Aside, "talk to; do not count these labels".into());
    }
    if a.flags.contains(&REVERSED) {
        return (Standing::Known, SWAPPED.into());
    }
    if a.flags.contains(&TURNED_SCALE) {
        return (Standing::Known, TURNED.into());
    }
    let Some(effort) = a.effort else {
        let first = "check some labels first: nothing is known";
        let to_do = if a.samples == 0 {
            first
        } else {
            "no effort is known"
        };
        return (Standing::Little, to_do.into());
    };
    by_effort(effort, || match a.more {
        Some(more) => format!("{CHECK}{more} more"),
        None => TOO_LITTLE.into(),
    })
}

/// What is said by the effort alone; `more` is what to do where too little is known.
fn by_effort(effort: Interval, more: impl Fn() -> String) -> (Standing, String) {
    let standing = if effort.upper - effort.lower > WIDE {
        Standing::Little
    } else {
        Standing::Known
    };
    let to_do = if !is_settled(effort) {
        more()
    } else if effort.lower >= HALF {
        PAY.into()
    } else if effort.upper < HALF {
        TALK.into()
    } else {
        "watch: about half the labels are careful".into()
    };
    (standing, to_do)
}

/// Says again what to do with annotators who may have copied from an assistant: by the effort net
/// of copies, as agreement with the expert may be the assistant's.
pub fn net_of_copies(annotators: &mut [AnnotatorReport], lines: &[AssistantLine]) {
    for (a, line) in annotators.iter_mut().zip(lines) {
        let (Some(net), Some(copied)) = (line.effort, line.copied) else {
            continue;
        };
        if a.effort.is_none() || a.standing == Standing::Aside || a.flags.contains(&REVERSED) {
            continue;
        }
        if copied.lower > 0.0 {
            a.flags.insert(0, NET);
        }
        a.more = None;
        (a.standing, a.to_do) = by_effort(net, || match line.more_sentinels {
            Some(n) => format!("check {n} more sentinels"),
            None => "sentinels tell too little".into(),
        });
    }
}

/// Says of those who would be paid that this rests on careless labels being fair coins.
pub fn only_if_coins(annotators: &mut [AnnotatorReport]) {
    for a in annotators.iter_mut().filter(|a| a.to_do == PAY) {
        a.to_do = PAY_IF.into();
    }
}

/// Says of those with an effort that it is relative to themselves, so that nothing is known of
/// their care.
pub fn only_relative(annotators: &mut [AnnotatorReport]) {
    for a in annotators.iter_mut() {
        let told = [SWAPPED, TURNED].contains(&a.to_do.as_str()) || a.standing == Standing::Aside;
        if a.effort.is_some() && !told {
            (a.standing, a.to_do) = (Standing::Little, RELATIVE.into());
            a.more = None;
        }
    }
}

/// The annotators of one standing that a report shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown<'r> {
    /// Their standing.
    pub standing: Standing,
    /// The first of them, in order.
    pub first: Vec<&'r AnnotatorReport>,
    /// How many follow that are not shown.
    pub between: usize,
    /// The last of them.
    pub last: Vec<&'r AnnotatorReport>,
}

/// At most `top` annotators (0: all), in order: of each standing some, of those that are known the
/// last as well, so that a long list does not hide whom to talk to.
pub fn shown(annotators: &[AnnotatorReport], top: usize) -> Vec<Shown<'_>> {
    let order = ordered(annotators);
    let whole = top == 0 || order.len() <= top;
    let of = |standing| order.iter().filter(move |r| r.standing == standing);
    let room = |standing| match standing {
        _ if whole => usize::MAX,
        Standing::Little | Standing::Aside => of(standing).count().min((top / 5).max(1)),
        Standing::Known => top
            .saturating_sub(of(Standing::Little).count().min((top / 5).max(1)))
            .saturating_sub(of(Standing::Aside).count().min((top / 5).max(1)))
            .max(1),
    };
    [Standing::Known, Standing::Little, Standing::Aside]
        .into_iter()
        .map(|standing| {
            let mut first: Vec<&AnnotatorReport> = of(standing).copied().collect();
            let mut last = Vec::new();
            let (n, room) = (first.len(), room(standing));
            if n > room {
                // A third of the room is for the other end.
                let end = if standing == Standing::Known {
                    room / 3
                } else {
                    0
                };
                last = first.split_off(n - end);
                first.truncate(room - end);
            }
            Shown {
                standing,
                between: n - first.len() - last.len(),
                first,
                last,
            }
        })
        .filter(|group| !group.first.is_empty())
        .collect()
}

/// The order of a report: those that are known first, by the lower end of the effort, then those
/// of whom little is known, then those set aside.
pub fn ordered(annotators: &[AnnotatorReport]) -> Vec<&AnnotatorReport> {
    let mut order: Vec<&AnnotatorReport> = annotators.iter().collect();
    order.sort_by(|x, y| {
        let effort = |r: &AnnotatorReport| r.effort.map_or((-1.0, -1.0), |e| (e.lower, e.estimate));
        let ((lx, ex), (ly, ey)) = (effort(x), effort(y));
        let agreement = |r: &AnnotatorReport| r.agreement.unwrap_or(-1.0);
        x.standing
            .cmp(&y.standing)
            .then(ly.total_cmp(&lx))
            .then(ey.total_cmp(&ex))
            .then(agreement(y).total_cmp(&agreement(x)))
            .then(y.samples.cmp(&x.samples))
            .then(x.annotator.cmp(&y.annotator))
    });
    order
}
