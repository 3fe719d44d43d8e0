//! The first part of the sheet: what the annotator is told, in money and without theory; and the
//! words with which the part for the company begins.

use super::args::Heading;
use super::block::{Block, Part};
use super::words::{checked_labels, words};
use super::work::Design;
use crate::design::pay::statement::amount;
use crate::design::pay::{Money, PayRule, TermsFile};
use crate::design::posted::Posting;

/// Rows of the table of linear pay.
const SHARES: u64 = 8;

/// What the annotator signs: terms in whole units of money, checked by a scheme.
pub fn annotator(posting: &Posting, scheme: &str, heading: &Heading) -> Block {
    let samples = posting.terms.samples();
    let places = super::terms::places(posting.unit);
    let rule = PayRule::of(&posting.terms, places).ok();
    let unit = Money::nearest(posting.unit, places);
    let rows = match (rule, unit) {
        (Some(rule), Some(unit)) => pays(&rule, samples, unit),
        _ => Vec::new(),
    };
    let due = |due: Money| amount(due, heading.currency.as_deref());
    let mut notes = vec![
        words(&posting.terms, posting.unit),
        checked_by(scheme),
        format!(
            "The first {} of each {} count. Labels that are not checked change nothing.",
            checked_labels(samples),
            period(heading)
        ),
    ];
    notes.extend(last_words(heading));
    Block {
        title: title(heading),
        header: vec!["if so many of your checked labels agree", "you are paid"],
        rows: rows
            .into_iter()
            .map(|(agree, pay)| vec![agree, due(pay)])
            .collect(),
        notes,
    }
}

/// The same where pay depends on how many labels were checked: every entry, and which holds for
/// whom.
fn scheduled(terms: &TermsFile, heading: &Heading) -> Block {
    let money = |money: Money| amount(money, terms.currency.as_deref());
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    for (place, entry) in terms.schedule.iter().enumerate() {
        let samples = entry.samples;
        let checked = match terms.schedule.get(place + 1).map(|next| next.samples - 1) {
            Some(last) if last == samples => samples.to_string(),
            Some(last) => format!("{samples} to {last}"),
            None => format!("{samples} or more"),
        };
        let all = pays(&entry.pay, samples, terms.unit);
        rows.extend(all.into_iter().map(|(agree, due)| {
            let first = format!("the first {samples}");
            vec![checked.clone(), first, agree, money(due)]
        }));
        if let PayRule::Linear {
            intercept,
            slope,
            floor,
        } = &entry.pay
        {
            lines.push(format!(
                "With {checked} checked labels you are paid {} times the share of the first {samples} that agree, {}, and never less than {}.",
                money(*slope),
                added(&money(*intercept)),
                money(*floor)
            ));
        }
    }
    let mut notes = vec![format!(
        "How many of your labels are checked in a {} says which rows hold for you and how many of the checked labels count: the first ones.",
        period(heading)
    )];
    notes.extend(lines);
    notes.push(checked_by(&terms.scheme));
    notes.push("Labels that are not checked or not counted change nothing.".to_owned());
    notes.extend(last_words(heading));
    Block {
        title: title(heading),
        header: vec![
            "if so many labels are checked",
            "so many count",
            "and so many of these agree",
            "you are paid",
        ],
        rows,
        notes,
    }
}

/// An amount as what is added or taken away.
fn added(amount: &str) -> String {
    match amount.strip_prefix('-') {
        Some(taken) => format!("{taken} less"),
        None => format!("{amount} more"),
    }
}

fn title(heading: &Heading) -> String {
    let mut title = heading
        .title
        .clone()
        .unwrap_or_else(|| "Your pay".to_owned());
    for part in [&heading.team, &heading.date].into_iter().flatten() {
        title = format!("{title}, {part}");
    }
    format!("For the annotator: {title}")
}

fn period(heading: &Heading) -> &str {
    heading.period.as_deref().unwrap_or("period")
}

/// What it means that a label is checked and agrees.
fn checked_by(scheme: &str) -> String {
    match scheme {
        "self-consistency" => "A label is checked by showing you the same item twice; it agrees if you say the same both times.",
        _ => "A label is checked against an expert's label of the same item; it agrees if both say the same.",
    }
    .to_owned()
}

fn last_words(heading: &Heading) -> Vec<String> {
    let rounding = "A tie does not agree where the check is decided. Every amount is rounded up to a whole unit.";
    let contact = heading.contact.as_ref();
    let contact = contact.map(|contact| format!("Questions: {contact}"));
    [rounding.to_owned()].into_iter().chain(contact).collect()
}

/// Says on the sheet what the terms written for `pay` say: where they hold several numbers of
/// checked labels, what each pays, in the annotator's part; and what those are paid who have fewer
/// checked labels than all of them, there and with the reason in the company's part.
pub fn as_paid(parts: &mut [Part], terms: Option<&TermsFile>, heading: &Heading) {
    let Some(terms) = terms else { return };
    let Some(least) = terms
        .schedule
        .first()
        .map(|entry| checked_labels(entry.samples))
    else {
        return;
    };
    if terms.schedule.len() > 1
        && let Some(block) = parts.first_mut().and_then(|part| part.blocks.first_mut())
    {
        *block = scheduled(terms, heading);
    }
    let first_note = |part: Option<&mut Part>, note: String| {
        if let Some(block) = part.and_then(|part| part.blocks.first_mut()) {
            block.notes.push(note);
        }
    };
    let (annotator, company) = match terms.otherwise {
        Some(wage) => {
            let wage = amount(wage, terms.currency.as_deref());
            (
                format!("With fewer than {least} you are paid {wage}, whatever agrees."),
                crate::command::pay::text::why_flat(terms),
            )
        }
        None => (
            format!("With fewer than {least} these terms pay nothing."),
            None,
        ),
    };
    first_note(parts.first_mut(), annotator);
    if let Some(why) = company {
        first_note(parts.get_mut(1), why);
    }
}

/// Numbers of agreements with what is due for them.
fn pays(rule: &PayRule, samples: u64, unit: Money) -> Vec<(String, Money)> {
    let due = |agreed: u64| rule.due(samples, agreed, unit).map(|(due, _)| due);
    let marks: Vec<(String, u64)> = match rule {
        PayRule::Bonus { tiers, .. } => {
            let mut from = 0;
            let mut marks = Vec::new();
            for next in tiers.iter().map(|tier| tier.threshold).chain([samples + 1]) {
                let range = if next == from + 1 {
                    from.to_string()
                } else {
                    format!("{from} to {}", next - 1)
                };
                marks.push((range, from));
                from = next;
            }
            marks
        }
        PayRule::Linear { .. } => {
            let steps = SHARES.min(samples.max(1));
            let mut marks: Vec<u64> = (0..=steps).map(|j| samples * j / steps).collect();
            marks.dedup();
            marks.into_iter().map(|s| (s.to_string(), s)).collect()
        }
    };
    marks
        .into_iter()
        .filter_map(|(words, agreed)| Some((words, due(agreed)?)))
        .collect()
}

/// What second looks cannot tell.
pub const SAME_ANSWER: &str = "Second looks at the same items do not tell care from habit: whoever always gives the same answer agrees every time, wins the bonus and takes no care. What is proved takes for granted that a careless label is a new guess each time. Guard against it: `assess` finds annotators whose labels never vary; check the labels before `firstbest pay`.";

/// How the part for the company begins: what the terms do and what to do with them.
pub fn company(design: &Design<'_>, heading: &Heading) -> Block {
    let sheet = &design.sheet;
    let samples = checked_labels(sheet.posting.terms.samples());
    let mut notes = vec![format!(
        "Under these terms an annotator is expected to give {:.0}% of the labels with care; under flat pay, none.",
        100.0 * sheet.reply.effort
    )];
    if let Some(now) = heading.care_now
        && sheet.reply.effort < now
    {
        notes.push(format!(
            "WARNING: the team gives {:.0}% of its labels with care today. These terms ask for less: whoever answers to money alone would take less care than now. Look at what care is worth in the model before using them.",
            100.0 * now
        ));
    }
    if sheet.reply.payoff < 0.0 {
        notes.push(
            "WARNING: the company loses under these terms: what care is worth to it, by the model, is less than the pay."
                .to_owned(),
        );
    }
    notes.push(format!(
        "On Monday: post the first part; see to {samples} of each annotator; at the end apply `firstbest pay` to the month's labels. Look again when a fresh `assess` puts κ outside what is proved below."
    ));
    if design.first_best.model().monitoring().scheme() == "self-consistency" {
        notes.push(SAME_ANSWER.to_owned());
    }
    Block::said("For the company", notes)
}
