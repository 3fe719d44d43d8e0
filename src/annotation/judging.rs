//! κ and efforts by the scheme and the anchor that are chosen.

use super::assessment::AnnotatorReport;
use super::basis::{Basis, Scheme};
use super::groups::Groups;
use super::identification::nothing;
use super::index::ItemIndex;
use super::kappa::{self, Anchor, Kappa, KappaError};
use super::peers::{self, Part, Votes};
use super::question::{AssessError, Question};
use super::reports::{of, report, report_both};
use super::sums::Sums;
use super::{careful_peers, peer_likelihood, profile_likelihood};
use crate::labels::table::LabelTable;
use rayon::prelude::*;

/// κ whose interval respects the bound that needs no anchor; refused where the two exclude each
/// other, so that no report says both.
pub(super) fn consistent(mut kappa: Kappa) -> Result<Kappa, KappaError> {
    let Some(bound) = kappa.at_least else {
        return Ok(kappa);
    };
    if bound > kappa.value.upper {
        return Err(KappaError::Contradicted {
            upper: kappa.value.upper,
            bound,
            method: kappa.method,
        });
    }
    if kappa.value.lower < kappa.value.upper {
        kappa.value.lower = kappa.value.lower.max(bound);
        kappa.value.estimate = kappa.value.estimate.max(bound);
    }
    Ok(kappa)
}

/// What to judge by and what fixes the scale, as asked for or by default.
pub(super) fn chosen(
    sums: &Sums,
    question: &Question,
    [few_repeats, few_lookers]: [bool; 2],
) -> Result<(Basis, Anchor), AssessError> {
    let both = sums
        .each
        .iter()
        .any(|a| a.own.agreement.pairs > 0 && a.expert.agreement.pairs > 1);
    let total = &sums.total;
    // A few accidental repeats are no plan to look twice.
    let other = total.expert.agreement.pairs + total.peers.agreement.pairs > 0;
    let looked = !few_repeats || !other;
    let basis = match question.scheme {
        Some(basis) => basis,
        None if question.anchor == Some(Anchor::Likelihood) => Basis::Peers,
        None if both && looked && matches!(question.anchor, None | Some(Anchor::Both)) => {
            Basis::Both
        }
        None if total.expert.agreement.pairs > 0 => Basis::Expert,
        // Second looks of a few leave the others unknown, of whom peers may tell.
        None if total.own.agreement.pairs > 0
            && looked
            && !(few_lookers && total.peers.agreement.pairs > 0) =>
        {
            Basis::SelfConsistency
        }
        None => Basis::Peers,
    };
    if basis != Basis::Peers && question.anchor == Some(Anchor::Likelihood) {
        return Err(AssessError::NoComparison(
            "the joint likelihood is one of peers' labels: use --scheme peers, or another --anchor",
        ));
    }
    let there = basis
        .single()
        .map_or(both, |scheme| of(total, scheme).agreement.pairs > 0);
    if !there {
        return Err(AssessError::NoComparison(nothing(basis)));
    }
    let anchor = match (basis, question.anchor) {
        (Basis::Both, Some(Anchor::Best | Anchor::Everyone)) => {
            return Err(AssessError::NoComparison(
                "repeats and expert together fix κ by themselves: leave --anchor out, or name one scheme",
            ));
        }
        (_, Some(anchor)) => anchor,
        (Basis::Peers, None) => Anchor::Best,
        (_, None) if both && looked => Anchor::Both,
        (_, None) => Anchor::Best,
    };
    Ok((basis, anchor))
}

/// κ, and every annotator's line.
pub(super) type Judged = (Result<Kappa, KappaError>, Vec<AnnotatorReport>);

/// By one kind of comparison: κ first, then each annotator's agreement against it.
pub(super) fn by_one(
    table: &LabelTable,
    index: &ItemIndex,
    sums: &Sums,
    scheme: Scheme,
    anchor: Anchor,
    question: &Question,
) -> Judged {
    let votes = (scheme == Scheme::Peers).then(|| Votes::new(table, index));
    let kappa = kappa_of(table, index, sums, votes.as_ref(), scheme, anchor, question);
    // What an excess agreement has to be divided by to read as η²κ (peers) or as it stands.
    let others = votes.map(|votes| peers::fit(&votes, Part::Whole, question.level).others);
    let annotators = (0..sums.each.len())
        .into_par_iter()
        .map(|a| {
            let name = table.annotators().name(a as u32).into_owned();
            let others = others.as_ref().map(|o| o[a]);
            report(
                name,
                &sums.each[a],
                scheme,
                others,
                kappa.as_ref().ok(),
                question,
            )
        })
        .collect();
    (kappa, annotators)
}

/// By repeats and expert together.
pub(super) fn by_both(
    table: &LabelTable,
    index: &ItemIndex,
    sums: &Sums,
    anchor: Anchor,
    question: &Question,
) -> Judged {
    let groups = Groups::new(table, index);
    // Of both, the scheme matters for the bound without anchor only: agreement with oneself is at
    // least (agreement with the expert)².
    let kappa = kappa::estimate(
        &groups,
        Scheme::SelfConsistency,
        anchor,
        question.level,
        question.seed,
    )
    .map(|kappa| Kappa {
        scheme: Basis::Both,
        clusters: index.clusters(),
        ..kappa
    });
    let efforts = kappa
        .as_ref()
        .ok()
        .map(|kappa| profile_likelihood::efforts(table, index, kappa.log, question.level));
    let annotators = sums
        .each
        .iter()
        .enumerate()
        .map(|(a, sums)| {
            let name = table.annotators().name(a as u32).into_owned();
            let effort = efforts.as_ref().and_then(|e| e[a]);
            let clustered = index.is_clustered();
            report_both(name, sums, effort, kappa.as_ref().ok(), clustered, question)
        })
        .collect();
    (kappa, annotators)
}

fn kappa_of(
    table: &LabelTable,
    index: &ItemIndex,
    sums: &Sums,
    votes: Option<&Votes>,
    scheme: Scheme,
    anchor: Anchor,
    question: &Question,
) -> Result<Kappa, KappaError> {
    let groups = Groups::new(table, index);
    let clusters = of(&sums.total, scheme).clusters as usize;
    let Some(votes) = votes.filter(|_| matches!(anchor, Anchor::Best | Anchor::Likelihood)) else {
        return kappa::estimate(&groups, scheme, anchor, question.level, question.seed)
            .map(|kappa| Kappa { clusters, ..kappa });
    };
    let value = if anchor == Anchor::Likelihood {
        let joint = peer_likelihood::fit(table, index, question.level)
            .map_err(|_| KappaError::Unstable("the joint likelihood has no maximum inside"))?;
        if !joint.identified {
            return Err(KappaError::Data(
                "no item has four decisive labels; with fewer the joint likelihood is the same for every κ that is large enough",
            ));
        }
        if joint.kappa.lower <= 0.0 && joint.kappa.upper >= 1.0 {
            return Err(KappaError::Unstable(
                "the joint likelihood leaves every value from 0 to 1 open",
            ));
        }
        joint.kappa
    } else {
        // The best peer's agreement is with all others, careful or not: κ comes from the scores,
        // not from the counts.
        let pairs: Vec<u64> = sums.each.iter().map(|a| a.peers.agreement.pairs).collect();
        careful_peers::kappa_of_best(votes, &pairs, question.level).ok_or(
            KappaError::Data(
                "on the half of the data not used to pick them, the best annotators agree no better than chance, or there is none; what helps: labels of more annotators on the same items, or a known κ: --kappa",
            ),
        )?
    };
    let pooled = kappa::estimate(
        &groups,
        scheme,
        Anchor::Everyone,
        question.level,
        question.seed,
    )?;
    let (method, assumption) = kappa::words(anchor, scheme);
    Ok(Kappa {
        value,
        method,
        assumption,
        clusters,
        anchor,
        ..pooled
    })
}
