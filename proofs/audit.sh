#!/bin/sh
# What the compiler alone would let pass, looked for in the sources; `make audit` runs it before and after compiling.
#
#   audit.sh sources     no gap or axiom by any name, anywhere in a line; nothing assumed outside a section, and nothing at
#                        all where theorems are stated and applied; no switch that weakens the kernel; no notation that
#                        could change what a statement says; every file compiled, with no option; every theorem of the
#                        table stated in Claims.v
#   audit.sh assumptions what the theorems of the table rest on is in allowed_axioms (after Audit.v was compiled)
#   audit.sh checked     coqchk's list of axioms, of all compiled theory files, is in allowed_axioms
set -eu
cd "$(dirname "$0")"
export LC_ALL=C

fail() { echo "audit: $*" >&2; exit 1; }

sources() { ls *.v Lib/*.v generated/*.v 2>/dev/null; }

# Sentences of a file, one a line, without comments and strings. As in Coq, a string inside a comment hides its end.
sentences() {
    awk '
    BEGIN { depth = 0; quoted = 0; out = "" }
    {
        line = $0 " "; n = length(line)
        for (i = 1; i <= n; i++) {
            two = substr(line, i, 2); one = substr(line, i, 1)
            if (quoted) { if (one == "\"") quoted = 0; continue }
            if (one == "\"") { quoted = 1; continue }
            if (two == "(*") { depth++; i++; continue }
            if (depth && two == "*)") { depth--; i++; out = out " "; continue }
            if (depth) continue
            if (two == ". ") { print out; out = ""; i++; continue }
            out = out one
        }
    }
    END { if (out ~ /[^ ]/) print out }' "$1"
}

# Words that end a proof without one, assume, or switch a check of the kernel or of a tactic off. One such tactic has its place
# in Lib/Computed.v alone (below): what it leaves out is an evaluation that the kernel repeats when the proof ends.
forbidden='Axiom Axioms Conjecture Conjectures Parameter Parameters Admitted Admit admit give_up Load Primitive bypass_check exact_no_check native_cast_no_check convert_concl_no_check change_no_check'

# Where nothing may be assumed in a section either: there a hypothesis would make a use of a theorem empty.
stating=' Claims.v NonVacuous.v '

check_words() {
    sentences "$1" | awk -v file="$1" -v words="$forbidden" -v stating="$stating" '
    BEGIN { count = split(words, w, " "); for (k = 1; k <= count; k++) bad[w[k]] = 1; sections = 0 }
    {
        text = $0; gsub(/[^A-Za-z0-9_\047.]/, " ", text)
        n = split(text, word, " ")
        for (k = 1; k <= n; k++) if (word[k] in bad) { print file ": " word[k] ":" substr($0, 1, 100); wrong = 1 }
        first = 1
        while (first < n && word[first] ~ /^(Local|Global|Polymorphic|Monomorphic|Time|Fail|Program|export|global|local)$/) first++
        head = word[first]
        if (head == "Section") { name[++depth] = word[first + 1]; kind[depth] = "section"; sections++ }
        else if (head == "Module" && $0 !~ /:=/) { name[++depth] = word[first + 1]; kind[depth] = "module" }
        else if (head == "End") { if (depth && name[depth] == word[first + 1]) { if (kind[depth] == "section") sections--; depth-- } }
        else if (head ~ /^(Hypothesis|Hypotheses|Variable|Variables|Context)$/ && sections == 0)
            { print file ": outside a section:" substr($0, 1, 100); wrong = 1 }
        if (head ~ /^(Hypothesis|Hypotheses|Variable|Variables|Context)$/ && index(stating, " " file " "))
            { print file ": assumed where theorems are stated:" substr($0, 1, 100); wrong = 1 }
        if (head ~ /^(Infix|Reserved|Coercion)$/ || head == "Notation" && $0 ~ /Notation *:=/)
            { print file ": a notation of its own:" substr($0, 1, 100); wrong = 1 }
        if (head == "Declare" && word[first + 1] == "Module")
            { print file ": a module assumed:" substr($0, 1, 100); wrong = 1 }
        if (text ~ /(Guard|Positivity|Universe) Checking/ || text ~ /Type In Type/ || text ~ /Definitional UIP/ || head == "Declare" && word[first + 1] == "ML")
            { print file ": a check switched off:" substr($0, 1, 100); wrong = 1 }
    }
    END { exit wrong }'
}

case "${1:-}" in
sources)
    wrong=0
    elsewhere=$(grep -lw vm_cast_no_check $(sources) | grep -vxF Lib/Computed.v || true)
    [ -z "$elsewhere" ] || fail "vm_cast_no_check outside Lib/Computed.v: $elsewhere"
    for file in $(sources); do check_words "$file" >&2 || wrong=1; done
    [ $wrong = 0 ] || fail "the sources assume or leave out what they should prove (above)"
    odd=$(grep -vE '^([A-Za-z0-9_/]+\.v)?$' _CoqProject | grep -vxF -e '-R . FirstBest' || true)
    [ -z "$odd" ] || fail "an option in _CoqProject: $odd"
    for file in $(sources); do
        case $file in Audit.v) continue ;; esac
        grep -qxF "$file" _CoqProject || fail "$file is not in _CoqProject, so nobody compiles it"
    done
    grep -o '^coq = \[.*\]' status.toml | grep -o '"[^"]*"' | tr -d '"' | sort -u > audit.table
    [ -s audit.table ] || fail "status.toml names no theorem"
    while read -r name; do
        grep -qF "exact @$name. Qed." Claims.v || fail "$name has no claim in Claims.v"
        case $name in
        *.certified) ;;
        *) grep -qw "use_${name#*.}" NonVacuous.v || grep -qF "[$name]" NonVacuous.v ||
            fail "$name is applied to no economy in NonVacuous.v" ;;
        esac
        grep -qxE "  @$name,?" Audit.v || fail "$name is not in Audit.v; run firstbest proofs"
    done < audit.table
    # Each claim is stated and proved once, by the theorem itself.
    [ "$(grep -c '^Proof. exact @.* Qed\.$' Claims.v)" = "$(wc -l < audit.table)" ] ||
        fail "Claims.v does not hold one claim for each theorem of the table"
    ;;
assumptions)
    grep -vE '^(Axioms:|Closed under| )' audit.log | sed 's/ *:.*//' | sort -u > audit.found
    sort allowed_axioms > audit.allowed
    unexpected=$(comm -23 audit.found audit.allowed)
    [ -z "$unexpected" ] || fail "axioms that are not allowed: $unexpected"
    ;;
checked)
    sed -n '/^\* Axioms:/,/^\* Constants/p' audit.checked | grep '^    ' | sed 's/^ *//; s/^Coq\.//' |
        sed 's/^\(Reals\|Logic\)\.//' | sort -u > audit.found
    sort allowed_axioms > audit.allowed
    grep -q '^\* Axioms:' audit.checked || fail "coqchk gave no summary"
    unexpected=$(comm -23 audit.found audit.allowed)
    [ -z "$unexpected" ] || fail "coqchk finds axioms that are not allowed: $unexpected"
    for part in type-in-type 'unsafe (co)fixpoints' 'positivity is assumed'; do
        grep -F "$part" audit.checked | grep -q '<none>' || fail "coqchk: $part"
    done
    ;;
*) fail "sources, assumptions or checked?" ;;
esac
