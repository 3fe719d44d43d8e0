//! What the caller says of the fields of a nested export, and whether it is there.

use super::format::Format;
use super::record::{Found, Record, choice, first_of, item, lacks, scalar};
use crate::labels::columns::Role;
use crate::labels::columns::known::is_gold;
use crate::labels::error::{RowFault, quoted};
use crate::labels::options::ReadOptions;
use crate::labels::shell::columns_option;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// Fields that a complaint names.
const NAMED: usize = 12;

/// Objects of a record in which a field is looked for besides the record itself.
const INSIDE: [&str; 4] = ["data", "meta", "metadata", "fields"];

/// The roles that `--columns` names, with a mark of those that some record has.
pub(in crate::labels) struct Asked<'o> {
    options: &'o ReadOptions,
    found: [Cell<bool>; Role::ALL.len()],
    /// The fields that there are, for a complaint.
    fields: RefCell<BTreeSet<String>>,
    /// A field that is called as gold is, of which nothing was said.
    gold: RefCell<Option<String>>,
}

/// Roles that a format takes from the caller; the others it knows by itself or has not.
fn allowed(format: Format) -> &'static [Role] {
    match format {
        Format::LabelStudio | Format::Prodigy => &[
            Role::Item,
            Role::Annotator,
            Role::Label,
            Role::Gold,
            Role::Assistant,
            Role::Cluster,
            Role::Date,
        ],
        Format::Argilla => &[Role::Label, Role::Gold, Role::Assistant, Role::Cluster],
        _ => &[],
    }
}

impl<'o> Asked<'o> {
    /// Refuses what a format does not take, in place of ignoring it.
    pub fn new(options: &'o ReadOptions, format: Format) -> Result<Self, String> {
        let asked = Asked {
            options,
            found: Default::default(),
            fields: RefCell::default(),
            gold: RefCell::default(),
        };
        let allowed = allowed(format);
        for role in Role::ALL {
            if let Some(name) = asked.name(role)
                && !allowed.contains(&role)
            {
                let there: Vec<&str> = allowed.iter().map(|role| role.name()).collect();
                return Err(format!(
                    "{} cannot be used with --format {}, which knows by itself what is what; allowed: {}",
                    asked.option(role, name),
                    format.name(),
                    if there.is_empty() {
                        "no --columns and no --cluster".to_owned()
                    } else {
                        format!("--columns for {}", there.join(", "))
                    }
                ));
            }
        }
        if options.no_header {
            return Err(format!(
                "--no-header is for tables; what --format {} reads names its fields itself",
                format.name()
            ));
        }
        Ok(asked)
    }

    /// What the caller calls a role's field.
    pub fn name(&self, role: Role) -> Option<&'o str> {
        let cluster = self.options.cluster_column.as_deref();
        let named = self.options.columns.of(role);
        named.or(cluster.filter(|_| role == Role::Cluster))
    }

    fn option(&self, role: Role, name: &str) -> String {
        match self.options.columns.of(role) {
            Some(_) => columns_option(&[(role.name(), name)]),
            None => format!("--cluster {name}"),
        }
    }

    /// Marks a role's field as found.
    pub fn mark(&self, role: Role) {
        self.found[role as usize].set(true);
    }

    /// The text of the field that is called `name`: a member of one of the `records`, or of an
    /// object of them that holds what the user put in.
    pub fn text(&self, role: Role, records: &[&Record]) -> Option<String> {
        let name = self.name(role)?;
        if !self.found[role as usize].get() {
            self.note_fields(records);
        }
        let value = records.iter().find_map(|record| field(record, name))?;
        self.mark(role);
        choice(value)
    }

    /// The same for what every record needs.
    pub fn needed(
        &self,
        role: Role,
        field: &'static str,
        records: &[&Record],
    ) -> Option<Result<String, RowFault>> {
        let name = self.name(role)?;
        Some(self.text(role, records).ok_or_else(|| RowFault::Field {
            field,
            found: format!("absent: there is no {}", quoted(name.as_bytes())),
            expected: "the field that --columns names for it",
        }))
    }

    /// The item: the field that the caller names, or else the first of `keys` that there is.
    pub fn item(&self, record: &Record, keys: &[&str]) -> Result<String, RowFault> {
        let said = self.needed(Role::Item, "item", &[record]);
        said.unwrap_or_else(|| item(record, keys))
    }

    /// When: the field that the caller names, or else the first of `keys` that the first of the
    /// records has.
    pub fn date(&self, records: &[&Record], keys: &[&str]) -> Option<String> {
        let own = || first_of(records.first()?, keys);
        self.text(Role::Date, records).or_else(own)
    }

    /// Gold and the like where the caller names their fields.
    pub fn extras(&self, record: &Record) -> Found {
        let [gold, assistant, cluster] =
            [Role::Gold, Role::Assistant, Role::Cluster].map(|role| self.text(role, &[record]));
        Found {
            gold,
            assistant,
            cluster,
            ..Found::default()
        }
    }

    /// Who annotated: the field that the caller names, of the person or of the annotation.
    pub fn annotator(
        &self,
        person: Option<&Value>,
        annotation: &Record,
    ) -> Result<String, RowFault> {
        if let Some(Value::Object(who)) = person
            && let Some(said) = self.needed(Role::Annotator, "annotator", &[who, annotation])
        {
            return said.or_else(|fault| match self.name(Role::Annotator) {
                // The object itself is named: what it is known by.
                Some(name) if annotation.get(name) == person => annotator(person),
                _ => Err(fault),
            });
        }
        match self.needed(Role::Annotator, "annotator", &[annotation]) {
            Some(said) => said,
            None => annotator(person),
        }
    }

    /// Looks for a field that may be gold, where the caller names none.
    pub fn look_for_gold(&self, record: &Record) {
        let mut gold = self.gold.borrow_mut();
        if gold.is_some() || self.name(Role::Gold).is_some() {
            return;
        }
        let mut fields = inside(record)
            .flatten()
            .filter(|(_, value)| choice(value).is_some());
        *gold = fields
            .find(|(key, _)| is_gold(key))
            .map(|(key, _)| key.clone());
    }

    /// What to say of such a field.
    pub fn note(&self) -> Option<String> {
        let gold = self.gold.borrow();
        let name = gold.as_ref()?;
        Some(format!(
            "field {name:?} is not used; if it is an expert's label, say {}",
            columns_option(&[("gold", name)])
        ))
    }

    fn note_fields(&self, records: &[&Record]) {
        let mut fields = self.fields.borrow_mut();
        for record in records {
            for (key, value) in inside(record).chain([*record]).flatten() {
                if fields.len() < NAMED && choice(value).is_some() {
                    fields.insert(key.clone());
                }
            }
        }
    }

    /// The complaint about a field that no record has.
    pub fn complaint(&self) -> Option<String> {
        let role = Role::ALL
            .into_iter()
            .find(|&role| self.name(role).is_some() && !self.found[role as usize].get())?;
        let name = self.name(role)?;
        let fields = self.fields.borrow();
        let there: Vec<String> = fields.iter().map(|f| quoted(f.as_bytes())).collect();
        let there = if there.is_empty() {
            String::new()
        } else {
            format!("; there are {}", there.join(", "))
        };
        Some(format!(
            "{}: no record has a field or question of this name{there}",
            self.option(role, name)
        ))
    }
}

/// Objects of a record that hold what the user put in.
fn inside(record: &Record) -> impl Iterator<Item = &Record> {
    INSIDE
        .iter()
        .filter_map(|key| record.get(*key)?.as_object())
}

/// A member by its name, or by its path with points; `null` is none.
fn field<'r>(record: &'r Record, name: &str) -> Option<&'r Value> {
    let by_path = || {
        let (first, rest) = name.split_once('.')?;
        field(record.get(first)?.as_object()?, rest)
    };
    let mut places = [record].into_iter().chain(inside(record));
    let found = places.find_map(|place| place.get(name)).or_else(by_path);
    found.filter(|value| !value.is_null())
}

/// A number or a name, or an object with an e-mail address, a name or an id: the one that people
/// know first.
pub(super) fn annotator(value: Option<&Value>) -> Result<String, RowFault> {
    value
        .and_then(|v| match v {
            Value::Object(who) => first_of(who, &["email", "username", "id"]),
            plain => scalar(plain),
        })
        .ok_or_else(|| lacks("annotator", value, "who completed it"))
}
