(** T4 (complementarity): neither monitoring nor a contract does anything alone; together both sides gain.

    In words.  (1) If the signal does not depend on effort, the annotator takes no care under any contract.  (2) Without care
    no contract that the annotator accepts costs less than the flat wage h(U0).  (3) If some contract with monitoring leaves
    the company strictly above the flat wage, then for every small rent r > 0 one does so and leaves the annotator r more:
    add r to the utility of every pay.  (4) If gaps vanish, then from some n on the company is strictly above the flat wage.
    That they do, in the model of n samples, is T4_BothGain.v.

    Signals are finitely many, with weights [law e] at effort e; a contract is the utility [v s] of the pay at signal s, and
    [h] the wage that buys a utility. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite.
Open Scope R_scope.

Section Contracts.
  Variable A : Type.
  Variable space : list A.
  (** Weight of a signal at an effort. *)
  Variable law : R -> A -> R.
  (** At every effort in [0, 1] a law: of others nothing is asked. *)
  Hypothesis nonneg : forall e s, 0 <= e <= 1 -> In s space -> 0 <= law e s.
  Hypothesis total : forall e, 0 <= e <= 1 -> E A space (law e) (fun _ => 1) = 1.
  (** Cost of effort, company's value of effort, wage that buys a utility, outside option. *)
  Variables c V h : R -> R.
  Variable U0 : R.
  Hypothesis no_cost : c 0 = 0.
  Hypothesis cost_positive : forall e, 0 < e -> 0 < c e.

  Definition annotator (v : A -> R) (e : R) : R := E A space (law e) v - c e.
  Definition pay (v : A -> R) (e : R) : R := E A space (law e) (fun s => h (v s)).
  Definition company (v : A -> R) (e : R) : R := V e - pay v e.

  (** [e] is a global best reply in [0, 1]. *)
  Definition implements (v : A -> R) (e : R) : Prop :=
    0 <= e <= 1 /\ forall d, 0 <= d <= 1 -> annotator v d <= annotator v e.

  (** (1) Without information: effort does not move the signal. *)
  Theorem blind_implements_nothing :
    (forall e d s, In s space -> law e s = law d s) ->
    forall v e, implements v e -> e = 0.
  Proof.
    intros blind v e [[low high] best].
    destruct (Rle_lt_or_eq_dec 0 e low) as [positive | zero]; [exfalso | now symmetry].
    assert (same : E A space (law e) v = E A space (law 0) v).
    { clear - blind. unfold E. induction space as [|s l IH]; simpl; [reflexivity|].
      rewrite (blind e 0 s) by now left.
      rewrite IH by (intros; apply blind; now right). reflexivity. }
    assert (inside : 0 <= 0 <= 1) by lra.
    specialize (best 0 inside). unfold annotator in best.
    rewrite same, no_cost in best. specialize (cost_positive e positive). lra.
  Qed.

  (** The flat wage tells nothing whatever is monitored. *)
  Theorem flat_implements_nothing : forall a e, implements (fun _ => a) e -> e = 0.
  Proof.
    intros a e [[low high] best].
    destruct (Rle_lt_or_eq_dec 0 e low) as [positive | zero]; [exfalso | now symmetry].
    assert (inside : 0 <= 0 <= 1) by lra.
    specialize (best 0 inside). unfold annotator in best.
    rewrite (E_const A space (law 0)), (E_const A space (law e)), !total, no_cost in best by lra.
    specialize (cost_positive e positive). lra.
  Qed.

  (** (2) A line that supports h at U0, on the utilities paid (h convex, increasing there), makes the flat wage the
      cheapest. *)
  Theorem nothing_costs_the_flat_wage : forall slope,
    0 <= slope -> forall v, (forall s, In s space -> h U0 + slope * (v s - U0) <= h (v s)) ->
    U0 <= annotator v 0 -> company v 0 <= V 0 - h U0.
  Proof.
    intros slope rising v support accepted. unfold company, pay, annotator in *.
    assert (inside : 0 <= 0 <= 1) by lra.
    assert (jensen : E A space (law 0) (fun s => h U0 + slope * (v s - U0))
                     <= E A space (law 0) (fun s => h (v s))).
    { apply E_le; [intros; now apply nonneg | exact support]. }
    assert (value : E A space (law 0) (fun s => h U0 + slope * (v s - U0))
                    = h U0 + slope * (E A space (law 0) v - U0)).
    { rewrite (E_ext A space (law 0) _ (fun s => (h U0 - slope * U0) + slope * v s))
        by (intros; ring).
      rewrite (E_plus A space (law 0) (fun _ => h U0 - slope * U0)), E_scale, E_const, total by lra. ring. }
    rewrite value in jensen. rewrite no_cost in accepted.
    assert (0 <= slope * (E A space (law 0) v - U0)) by (apply Rmult_le_pos; lra).
    lra.
  Qed.

  (** Adding r to every utility changes no incentive and gives the annotator r more. *)
  Lemma annotator_raised : forall v r e, 0 <= e <= 1 -> annotator (fun s => v s + r) e = annotator v e + r.
  Proof.
    intros v r e inside. unfold annotator.
    rewrite (E_plus A space (law e) v (fun _ => r)), E_const, total by exact inside. ring.
  Qed.

  Lemma implements_raised : forall v r e, implements v e -> implements (fun s => v s + r) e.
  Proof.
    intros v r e [inside best]. split; [exact inside|].
    intros d Hd. rewrite !annotator_raised by assumption. specialize (best d Hd). lra.
  Qed.

  Lemma pay_continuous : forall v e,
    (forall s, In s space -> continuous h (v s)) ->
    continuous (fun r => pay (fun s => v s + r) e) 0.
  Proof.
    intros v e smooth. unfold pay, E. clear total nonneg.
    induction space as [|s l IH]; simpl.
    - apply continuous_const.
    - apply (continuous_plus (V := R_NormedModule)
        (fun r => law e s * h (v s + r))
        (fun r => fold_right (fun s acc => law e s * h (v s + r) + acc) 0 l)).
      + apply (continuous_scal_r (V := R_NormedModule) (law e s) (fun r => h (v s + r))).
        apply (continuous_comp (fun r => v s + r) h).
        * apply (continuous_plus (V := R_NormedModule) (fun _ => v s) (fun r => r));
            [apply continuous_const | apply continuous_id].
        * rewrite Rplus_0_r. apply smooth. now left.
      + apply IH. intros. apply smooth. now right.
  Qed.

  (** (3) Both gain. *)
  Theorem both_gain : forall v e,
    implements v e -> U0 <= annotator v e -> V 0 - h U0 < company v e ->
    (forall s, In s space -> continuous h (v s)) ->
    exists most, 0 < most /\ forall r, 0 < r < most -> exists w, (forall s, w s = v s + r) /\
      implements w e /\ U0 + r <= annotator w e /\ V 0 - h U0 < company w e.
  Proof.
    intros v e best accepted gains smooth.
    set (room := company v e - (V 0 - h U0)).
    assert (positive : 0 < room) by (unfold room; lra).
    assert (close := pay_continuous v e smooth).
    assert (near : locally (pay (fun s => v s + 0) e)
                     (fun x => Rabs (x - pay (fun s => v s + 0) e) < room)).
    { exists (mkposreal room positive). intros x Hx. exact Hx. }
    destruct (close _ near) as [most Hmost].
    exists most. split; [apply cond_pos|].
    intros r [low high]. exists (fun s => v s + r). split; [reflexivity|].
    split; [now apply implements_raised|]. destruct best as [inside best].
    split; [rewrite annotator_raised by exact inside; lra|].
    assert (within : Rabs (pay (fun s => v s + r) e - pay (fun s => v s + 0) e) < room).
    { apply (Hmost r). change (Rabs (r - 0) < most).
      rewrite Rminus_0_r, Rabs_pos_eq; lra. }
    assert (start : pay (fun s => v s + 0) e = pay v e).
    { unfold pay. apply E_ext. intros. now rewrite Rplus_0_r. }
    rewrite start in within. apply Rabs_lt_between in within.
    unfold room, company in *. lra.
  Qed.
End Contracts.

(** (4) Vanishing gaps: from some n on strictly above the flat wage. *)
Theorem eventually_above_flat : forall (payoff : nat -> R) (first_best flat : R),
  is_lim_seq payoff first_best -> flat < first_best -> eventually (fun n => flat < payoff n).
Proof.
  intros payoff first_best flat limit above.
  assert (positive : 0 < first_best - flat) by lra.
  apply is_lim_seq_spec in limit.
  destruct (limit (mkposreal _ positive)) as [N H].
  exists N. intros n Hn. specialize (H n Hn). simpl in H.
  apply Rabs_lt_between in H. lra.
Qed.
