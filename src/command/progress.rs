//! Progress bars on stderr; silent where stderr is not a terminal, but for one line a step.

use crate::theorem::Progress;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// The bars of a run.
pub struct Bars {
    all: MultiProgress,
    terminal: bool,
}

impl Bars {
    /// Bars on stderr.
    pub fn new() -> Self {
        Self {
            all: MultiProgress::new(),
            terminal: std::io::stderr().is_terminal(),
        }
    }

    /// A line above the bars.
    pub fn say(&self, line: &str) {
        if self.terminal {
            // A terminal that has gone away is no reason to stop working.
            let _ = self.all.println(line);
        } else {
            tell!("{line}");
        }
    }

    /// A new bar.
    pub fn add(&self, name: &'static str) -> Bar {
        let bar = self.all.add(ProgressBar::new(0));
        if let Ok(style) =
            ProgressStyle::with_template("{prefix:4} {bar:40} {pos:>4}/{len} {elapsed}")
        {
            bar.set_style(style);
        }
        bar.set_prefix(name);
        Bar { bar }
    }
}

/// One bar.
pub struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn plan(&self, steps: usize) {
        self.bar.inc_length(steps as u64);
    }
    fn step(&self) {
        self.bar.inc(1);
    }
}
