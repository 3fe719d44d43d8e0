//! The sheet of `firstbest design` as titled blocks of rows.

use super::design::{Budget, Design};
use super::design_words::{chance, interval, number, outward, percent, words};
use crate::contract::Class;
use crate::design::posted::reply::Reply;
use crate::design::sheet::{OFF_BY, Prospect};

/// A titled table with notes under it. The first column is words, the others are numbers.
pub struct Block {
    pub title: String,
    pub header: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
    pub notes: Vec<String>,
}

/// What the annotator does and brings; one who does not accept does and brings nothing.
fn reply(name: String, reply: &Reply, surplus: f64) -> Vec<String> {
    let accepts = surplus >= -1e-12;
    let mut row = vec![name];
    if accepts {
        row.extend([
            format!("{:.4}", reply.effort),
            number(reply.pay),
            number(reply.payoff),
        ]);
    } else {
        row.extend(["-", "-", "-"].map(str::to_owned));
    }
    row.push(if accepts { "yes" } else { "no" }.to_owned());
    row
}

/// Every block of the sheet, in order.
pub fn blocks(design: &Design<'_>) -> Vec<Block> {
    let mut blocks = vec![contract(design), proved(design)];
    blocks.extend(design.budget.as_ref().map(|budget| price(design, budget)));
    blocks.extend([prospects(design), off(design)]);
    blocks.extend(robust(design));
    blocks.extend([practice(design), classes(design)]);
    blocks
}

fn contract(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let mut notes = vec![words(&sheet.posting.terms, sheet.posting.unit)];
    if let Some(loss) = design.loss {
        notes.push(format!(
            "The least number of labels with which a {} contract falls short of the first best by at most {}.",
            sheet.class.name(),
            number(loss)
        ));
    }
    Block {
        title: format!(
            "Recommended with {} checked labels: the {} contract",
            sheet.ideal.samples,
            sheet.class.name()
        ),
        header: Vec::new(),
        rows: Vec::new(),
        notes,
    }
}

fn proved(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let row = |name: &str, text: String| vec![name.to_owned(), text];
    let Some(proved) = &sheet.proved else {
        return Block {
            title: "Not proved".to_owned(),
            header: Vec::new(),
            rows: Vec::new(),
            notes: vec![format!(
                "No proof was found for these terms. Estimates: best reply {:.6}, expected pay {}, gap {}.",
                sheet.reply.effort,
                number(sheet.reply.pay),
                number(sheet.gap)
            )],
        };
    };
    let model = design.first_best.model();
    Block {
        title: "Proved of these very terms".to_owned(),
        header: vec!["", "value"],
        rows: vec![
            row(
                "every best reply of the annotator is an effort in",
                interval(proved.replies.lower(), proved.replies.upper()),
            ),
            row(
                "the annotator accepts: utility at least",
                format!(
                    "{} (outside option {})",
                    outward(proved.utility.lower(), false),
                    model.reservation()
                ),
            ),
            row(
                "expected pay",
                interval(proved.pay.lower(), proved.pay.upper()),
            ),
            row(
                "falls short of the first best by at most",
                outward(proved.gap, true),
            ),
            row(
                "so it keeps, of what the first best adds to flat pay (estimate)",
                percent(sheet.kept(&design.first_best)),
            ),
        ],
        notes: vec![
            "Outward-rounded arithmetic over every effort in [0, 1]; trusts the model and IEEE 754, no estimate."
                .to_owned(),
        ],
    }
}

fn price(design: &Design<'_>, budget: &Budget) -> Block {
    let best = &budget.best;
    let row = |name: &str, text: String| vec![name.to_owned(), text];
    let mut rows = vec![
        row("best number of labels", best.samples().to_string()),
        row(
            "labels within one percent of the least loss",
            format!("{} to {}", budget.range.0, budget.range.1),
        ),
    ];
    if let Some(formula) = budget.formula {
        rows.push(row(
            "best number by the asymptotic formula (C9)",
            format!("{:.1}", formula.samples),
        ));
    }
    rows.push(row("paid for monitoring", number(best.monitoring())));
    rows.push(row(
        "gap and monitoring together",
        number(design.sheet.gap + best.monitoring()),
    ));
    if let Some(upper) = budget.proved.0 {
        rows.push(row("  proved at most", outward(upper, true)));
    }
    if let Some(lower) = budget.proved.1 {
        rows.push(row(
            "  proved of every contract and every number of labels: at least",
            outward(lower, false),
        ));
    }
    Block {
        title: format!("At {} per checked label", best.cost.money()),
        header: vec!["", "value"],
        rows,
        notes: Vec::new(),
    }
}

fn prospects(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let row = |name: &str, prospect: &Prospect| {
        vec![
            name.to_owned(),
            format!("{:.4}", prospect.effort),
            prospect.bonus_chance.map_or("-".to_owned(), chance),
            number(prospect.pay),
        ]
    };
    Block {
        title: "What annotators can expect".to_owned(),
        header: vec!["annotator", "effort", "chance of the bonus", "expected pay"],
        rows: vec![
            row("careful (first best)", &sheet.careful),
            row("careless", &sheet.careless),
        ],
        notes: Vec::new(),
    }
}

const REPLY: [&str; 5] = ["", "effort", "expected pay", "payoff", "accepts"];

fn off(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let mut rows = vec![reply("as modelled".to_owned(), &sheet.reply, 0.0)];
    rows[0].push(number(design.first_best.payoff()));
    for variation in &sheet.variations {
        let mut row = reply(
            variation.factors.words(),
            &variation.reply,
            variation.surplus,
        );
        row.push(number(variation.first_best));
        rows.push(row);
    }
    Block {
        title: format!(
            "If the model is off by {:.0}% and these terms stay (estimates)",
            100.0 * OFF_BY
        ),
        header: REPLY.into_iter().chain(["first best then"]).collect(),
        rows,
        notes: Vec::new(),
    }
}

fn robust(design: &Design<'_>) -> Option<Block> {
    let robust = design.robust.as_ref()?;
    let payoff = |worst: f64| {
        if worst.is_finite() {
            number(worst)
        } else {
            "refused".to_owned()
        }
    };
    let posting = &robust.posting;
    Some(Block {
        title: format!(
            "For the worst case, everything off by up to {:.0}%",
            100.0 * robust.share
        ),
        header: vec![
            "terms",
            "payoff as modelled",
            "worst payoff",
            "in the model with",
        ],
        rows: vec![
            vec![
                "as above".to_owned(),
                number(design.sheet.reply.payoff),
                payoff(robust.plain_worst.0),
                robust.plain_worst.1.words(),
            ],
            vec![
                "robust".to_owned(),
                number(robust.reply.payoff),
                payoff(robust.worst.0),
                robust.worst.1.words(),
            ],
        ],
        notes: vec![
            format!("Robust terms: {}", words(&posting.terms, posting.unit)),
            format!(
                "Worst of {} models of the box (estimates); {} of them pin the terms.",
                robust.models, robust.solved.cuts
            ),
            match robust.proved_in {
                (count, least) if count == robust.models => format!(
                    "Proved of the robust terms in all {count}: accepted, best reply known, payoff at least {}.",
                    outward(least, false)
                ),
                (count, _) => format!(
                    "Accepted with a known best reply: proved in {count} of the {}.",
                    robust.models
                ),
            },
        ],
    })
}

fn practice(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let mut rows = vec![reply("this contract".to_owned(), &sheet.reply, 0.0)];
    rows.extend(
        sheet
            .practices
            .iter()
            .map(|practice| reply(practice.name.clone(), &practice.reply, practice.surplus)),
    );
    Block {
        title: "Today's practice with as many checked labels (estimates)".to_owned(),
        header: REPLY.to_vec(),
        rows,
        notes: Vec::new(),
    }
}

fn classes(design: &Design<'_>) -> Block {
    let first_best = &design.first_best;
    let model = first_best.model();
    let whole = first_best.payoff() - first_best.payoff_without_effort();
    let mut rows: Vec<Vec<String>> = design
        .classes
        .iter()
        .map(|(class, contract)| {
            vec![
                match class {
                    Class::General => "general (any pay)".to_owned(),
                    class => class.name().to_owned(),
                },
                format!("{:.4}", contract.point.effort),
                number(contract.expected_pay(model)),
                number(contract.payoff(model)),
                format!("{:.4e}", contract.gap.total()),
                percent(1.0 - contract.gap.total() / whole),
            ]
        })
        .collect();
    rows.push(vec![
        "first best (care is seen)".to_owned(),
        format!("{:.4}", first_best.effort()),
        number(first_best.wage()),
        number(first_best.payoff()),
        "0".to_owned(),
        percent(1.0),
    ]);
    Block {
        title: "Best contracts of each kind before rounding (estimates)".to_owned(),
        header: vec![
            "contract",
            "effort",
            "expected pay",
            "payoff",
            "gap",
            "kept",
        ],
        rows,
        notes: vec!["kept: share of what the first best adds to flat pay.".to_owned()],
    }
}
