//! What `firstbest simulate` adds on request: an assistant and copies of it, spam, habits, doubles.

use crate::annotation::bootstrap::{generator, uniform};
use crate::annotation::label_model::{Plan, SimulatedLabel};
use rand_chacha::ChaCha8Rng;
use std::io::Write;

/// What looks like care and is not.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub struct Args {
    /// Add a column `assistant`: a model that follows the majority on this share of the items
    #[arg(long, value_name = "ACCURACY")]
    pub assistant: Option<f64>,
    /// Share of their labels that every other annotator copies from the assistant
    #[arg(long, default_value_t = 0.0)]
    pub copied: f64,
    /// Annotators more who always give the same label, or left and right by turns
    #[arg(long, default_value_t = 0)]
    pub spam: usize,
    /// Annotators more who follow an own habit: fixed by the item, unlike anybody's
    #[arg(long, default_value_t = 0)]
    pub habits: usize,
    /// Share of the rows that are written twice
    #[arg(long, default_value_t = 0.0)]
    pub doubles: f64,
}

/// Streams of the generator, beside those of items and annotators.
const STREAM: u64 = 1 << 50;

/// Writes rows with what was asked for.
pub(super) struct Writer<'a> {
    args: &'a Args,
    plan: &'a Plan,
    rng: ChaCha8Rng,
}

impl<'a> Writer<'a> {
    pub fn new(args: &'a Args, plan: &'a Plan) -> Self {
        Writer {
            args,
            plan,
            rng: generator(plan.seed, STREAM),
        }
    }

    /// The header.
    pub fn header(&self) -> String {
        let mut columns = "item,annotator,label".to_owned();
        if self.plan.gold {
            columns += ",gold";
        }
        if self.args.assistant.is_some() {
            columns += ",assistant";
        }
        columns
    }

    /// Share that an annotator copies: every other one does.
    pub fn copied(&self, annotator: usize) -> f64 {
        if self.args.assistant.is_some() && annotator % 2 == 1 {
            self.args.copied
        } else {
            0.0
        }
    }

    /// The assistant's label of an item: the same whenever it is asked.
    fn answer(&self, item: usize) -> Option<bool> {
        let accuracy = self.args.assistant?;
        let (common, _) = self.plan.item(item);
        let mut rng = generator(self.plan.seed, STREAM + 1 + item as u64);
        Some((common > 0.5) == (uniform(&mut rng) < accuracy))
    }

    /// One label of the plan.
    pub fn label(&mut self, out: &mut dyn Write, l: &SimulatedLabel) -> std::io::Result<()> {
        let mut label = l.label;
        let share = self.copied(l.annotator);
        if share > 0.0
            && uniform(&mut self.rng) < share
            && let Some(answer) = self.answer(l.item)
        {
            label = answer;
        }
        self.row(out, l.item, &format!("a{:02}", l.annotator), label, l.gold)
    }

    /// Those who do not look at the items.
    pub fn others(&mut self, out: &mut dyn Write) -> std::io::Result<()> {
        let looks = if self.plan.repeats { 2 } else { 1 };
        for who in 0..self.args.spam + self.args.habits {
            for item in 0..self.plan.samples {
                let (_, gold) = self.plan.item(item);
                let (name, label) = match who.checked_sub(self.args.spam) {
                    Some(habit) => {
                        let mut rng = generator(
                            self.plan.seed,
                            STREAM * 2 + (habit * self.plan.items + item) as u64,
                        );
                        (format!("habit{habit:02}"), uniform(&mut rng) < 0.5)
                    }
                    None if who % 2 == 0 => (format!("spam{who:02}"), true),
                    None => (format!("spam{who:02}"), item % 2 == 0),
                };
                for _ in 0..looks {
                    self.row(out, item, &name, label, gold)?;
                }
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        out: &mut dyn Write,
        item: usize,
        annotator: &str,
        label: bool,
        gold: Option<bool>,
    ) -> std::io::Result<()> {
        let mut row = format!("i{item},{annotator},{}", u8::from(label));
        for more in [gold, self.answer(item)].into_iter().flatten() {
            row += &format!(",{}", u8::from(more));
        }
        writeln!(out, "{row}")?;
        if self.args.doubles > 0.0 && uniform(&mut self.rng) < self.args.doubles {
            writeln!(out, "{row}")?;
        }
        Ok(())
    }
}
