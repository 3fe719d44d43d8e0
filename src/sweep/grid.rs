//! The points of a grid file.

use crate::contract::{Class, Threshold};
use crate::input::{InputError, Section, Source};
use crate::model::Model;
use crate::model::file::{Parameter, to_toml};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Sections of a model file that can be varied.
const SECTIONS: [&str; 5] = ["utility", "cost", "monitoring", "value", "reservation"];

/// What a grid file says.
#[derive(Debug)]
pub struct Grid {
    models: Vec<(String, Model)>,
    vary: Vec<(String, String, Vec<f64>)>,
    contracts: Vec<Class>,
    samples: Vec<u64>,
    proved: bool,
}

/// A varied parameter with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Varied {
    /// `monitoring.kappa`.
    pub parameter: String,
    /// Its value at this point.
    pub value: f64,
}

/// One thing to compute.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Place in the grid, from 0.
    pub index: usize,
    /// The model file as the grid names it.
    pub model: String,
    /// What is varied in it.
    pub varied: Vec<Varied>,
    /// The varied model as a model file.
    pub text: String,
    /// Class of contracts.
    pub class: Class,
    /// n.
    pub samples: u64,
    /// Whether the gap is to be proved.
    pub proved: bool,
}

impl Grid {
    /// Reads a grid file:
    ///
    /// ```toml
    /// models = ["models/a.toml", "models/gec.toml"]   # relative to this file
    /// contracts = ["binary", "linear", "general"]     # also "randomised", "tiered(2)", "tiered(3)" …
    /// samples = "1e2..1e6:9"
    /// proved = "yes"                                  # brackets as well (default "no")
    /// [vary.monitoring]
    /// kappa = [0.4, 0.6, 0.8]
    /// [vary.reservation]
    /// utility = [0.2, 0.3]
    /// ```
    ///
    /// Every combination of the varied numbers is taken in every model. Complaints name file, line,
    /// field and what is allowed.
    pub fn read(path: &Path) -> Result<Self, InputError> {
        let source = Source::read(path)?;
        let document = source.parse()?;
        let root = document.root();
        root.only(&["models", "contracts", "samples", "proved", "vary"])?;
        let models = root
            .texts("models")?
            .into_iter()
            .map(|name| Ok((name.to_owned(), Model::read(&root.path_of(name))?)))
            .collect::<Result<Vec<_>, InputError>>()?;
        if models.is_empty() {
            return Err(root.complain("models", "there is none", "at least one model file"));
        }
        let contracts = root
            .texts("contracts")?
            .into_iter()
            .map(|name| {
                name.parse::<Class>().map_err(|error| {
                    root.complain(
                        "contracts",
                        format!("\"{name}\" is not known"),
                        error.allowed(),
                    )
                })
            })
            .collect::<Result<Vec<_>, InputError>>()?;
        if contracts.is_empty() {
            return Err(root.complain("contracts", "there is none", "at least one contract"));
        }
        let samples = root.samples("samples")?.samples().to_vec();
        let proved = match root.text_or("proved", "no")? {
            "yes" => true,
            "no" => false,
            other => {
                return Err(root.complain(
                    "proved",
                    format!("\"{other}\" is not known"),
                    "yes | no",
                ));
            }
        };
        let vary = match root.optional_section("vary")? {
            Some(section) => read_vary(&section, &models)?,
            None => Vec::new(),
        };
        Ok(Self {
            models,
            vary,
            contracts,
            samples,
            proved,
        })
    }

    /// Every point, in the order of the grid: models, then varied numbers (the last one fastest),
    /// contracts, samples.
    pub fn points(&self) -> Vec<Point> {
        let mut points = Vec::new();
        for (name, model) in &self.models {
            for varied in self.combinations() {
                let text = vary(model, &varied);
                for class in &self.contracts {
                    for samples in &self.samples {
                        points.push(Point {
                            index: points.len(),
                            model: name.clone(),
                            varied: varied.clone(),
                            text: text.clone(),
                            class: *class,
                            samples: *samples,
                            proved: self.proved,
                        });
                    }
                }
            }
        }
        points
    }

    fn combinations(&self) -> Vec<Vec<Varied>> {
        let mut all = vec![Vec::new()];
        for (section, key, values) in &self.vary {
            all = all
                .into_iter()
                .flat_map(|chosen: Vec<Varied>| {
                    values.iter().map(move |value| {
                        let mut chosen = chosen.clone();
                        chosen.push(Varied {
                            parameter: format!("{section}.{key}"),
                            value: *value,
                        });
                        chosen
                    })
                })
                .collect();
        }
        all
    }
}

impl Point {
    /// A hash of all that the result depends on: version of the program, model, contract, samples,
    /// whether it is proved.
    pub fn id(&self) -> String {
        let threshold = match self.class {
            Class::Binary(Threshold::Randomised) => "randomised",
            _ => "",
        };
        let all = format!(
            "{}\n{}\n{}{threshold}\n{}\n{}",
            env!("CARGO_PKG_VERSION"),
            self.text,
            self.class,
            self.samples,
            self.proved
        );
        Sha256::digest(all.as_bytes())
            .iter()
            .take(12)
            .fold(String::new(), |mut text, byte| {
                // Writing to a String cannot fail.
                let _ = write!(text, "{byte:02x}");
                text
            })
    }

    /// The varied model; an error where it breaks an assumption.
    pub fn model(&self) -> Result<Model, InputError> {
        let name: PathBuf = format!("{} (varied)", self.model).into();
        Model::from_source(&Source::from_text(name, self.text.as_str()))
    }
}

/// `[vary.SECTION] KEY = [numbers]`, for keys that every model has.
fn read_vary(
    section: &Section<'_, '_>,
    models: &[(String, Model)],
) -> Result<Vec<(String, String, Vec<f64>)>, InputError> {
    section.only(&SECTIONS)?;
    let mut found = Vec::new();
    for name in SECTIONS {
        let Some(part) = section.optional_section(name)? else {
            continue;
        };
        let keys_of = |model: &Model| -> Vec<&'static str> {
            let sections = model.parameters();
            let own = sections.into_iter().filter(|(own, _)| *own == name);
            own.flat_map(|(_, parameters)| parameters)
                .filter(|(_, value)| matches!(value, Parameter::Number(_)))
                .map(|(key, _)| key)
                .collect()
        };
        let mut keys = keys_of(&models[0].1);
        keys.retain(|key| models.iter().all(|(_, model)| keys_of(model).contains(key)));
        part.only(&keys)?;
        for key in keys.into_iter().filter(|key| part.has(key)) {
            let values = part.numbers(key)?;
            if values.is_empty() {
                return Err(part.complain(key, "there is no value", "at least one number"));
            }
            found.push((name.to_owned(), key.to_owned(), values));
        }
    }
    Ok(found)
}

fn vary(model: &Model, varied: &[Varied]) -> String {
    let mut sections = model.parameters();
    for (section, parameters) in &mut sections {
        for (key, parameter) in parameters.iter_mut() {
            let name = format!("{section}.{key}");
            if let Some(new) = varied.iter().find(|varied| varied.parameter == name) {
                *parameter = Parameter::Number(new.value);
            }
        }
    }
    to_toml(&sections)
}
