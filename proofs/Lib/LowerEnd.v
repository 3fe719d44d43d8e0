(** * Published lower ends of the gap, effort chosen by the company, every contract

    In words.  Square-root utility, wages at least 0, cost scale*e^power, value worth*e, and n signals that agree with
    probability 1/2 + kappa e/2 (an expert's labels) or 1/2 + kappa e^2/2 (two looks).  If [check_lower] accepts a
    certificate, then the gap is at least [bound]: the best payoff with effort seen exceeds by that much the payoff under
    every contract on the whole list of signals and every effort that it makes a best reply ([gap_at_least]).

    How.  At an effort e a contract costs (U0 + c)^2 + c'^2/(n I) or more ([model_lower_bound]), and for these economies
    c'^2/I is a polynomial.  So all that is left is a polynomial inequality over efforts in [0, 1].  It is written as
    (x - near)^2 Q(x) + r1 (x - near) + r0, by division, with Q >= floor > 0 and r1^2 <= 4 floor r0; and Q - floor has no negative
    coefficient in Bernstein's form.  All numbers are rational; no interval arithmetic, no axiom beyond those of the reals.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Curvature.
From FirstBest.Lib Require Export Polynomial.
From FirstBest Require Import T7_GeneralRate.
Open Scope R_scope.

(** ** The economies *)

Inductive scheme := Expert | TwoLooks.

Record economy := Economy
  { monitoring : scheme; kappa : Q; scale : Q; power : nat; worth : Q; outside : Q }.

Section Model.
Variable m : economy.

Definition agreement (e : R) : R :=
  match monitoring m with Expert => 1 / 2 + Q2R (kappa m) * e / 2 | TwoLooks => 1 / 2 + Q2R (kappa m) * (e * e) / 2 end.
Definition effort_cost (e : R) : R := Q2R (scale m) * e ^ S (S (power m)).
Definition utility (e : R) : R := Q2R (outside m) + effort_cost e.

(** The company's payoff with effort seen, and under a contract. *)
Definition seen (e : R) : R := Q2R (worth m) * e - utility e * utility e.
Definition under (n : nat) (v : list bool -> R) (e : R) : R :=
  Q2R (worth m) * e - expect (agreement e) n (fun s => v s * v s).

(** Wages are at least 0, e is a best reply among all efforts, and the annotator accepts. *)
Definition offers (n : nat) (v : list bool -> R) (e : R) : Prop :=
  0 <= e <= 1 /\ (forall s, length s = n -> 0 <= v s) /\ implements agreement effort_cost n v e /\
  participates agreement effort_cost (Q2R (outside m)) n v e.

(** With effort seen, some effort is worth l more than every contract with every effort that it makes a best reply. *)
Definition gap_at_least (n : nat) (l : R) : Prop :=
  exists e0, 0 <= e0 <= 1 /\ forall v e, offers n v e -> under n v e + l <= seen e0.

(** So the supremum with effort seen exceeds the supremum over all contracts by l or more. *)
Theorem gap_at_least_suprema n l first second : gap_at_least n l ->
  is_lub (fun x => exists e, 0 <= e <= 1 /\ x = seen e) first ->
  is_lub (fun x => exists v e, offers n v e /\ x = under n v e) second -> second + l <= first.
Proof.
  intros [e0 [He G]] [F _] [_ S].
  assert (seen e0 <= first) by (apply F; exists e0; split; [exact He|reflexivity]).
  assert (second <= first - l); [|lra].
  apply S; intros x [v [e [Of ->]]]; pose proof (G v e Of); lra.
Qed.

(** ** The polynomials *)

(** c, and c'^2/I: k^2 a^2 e^(2k-2) (1 - kappa^2 e^2)/kappa^2 or k^2 a^2 e^(2k-4) (1 - kappa^2 e^4)/(4 kappa^2), k = 2 +
    [power]. *)
Definition cost_poly : poly := shift (S (S (power m))) [scale m].
Definition exponent : Q := inject_Z (Z.of_nat (S (S (power m)))).
Definition premium_poly : poly :=
  let a := (exponent * scale m * (exponent * scale m))%Q in
  let k := (kappa m * kappa m)%Q in
  match monitoring m with
  | Expert => shift (2 * S (power m)) [Qred (a / k); 0%Q; Qred (- a)]
  | TwoLooks => shift (2 * power m) [Qred (a / (4 * k)); 0%Q; 0%Q; 0%Q; Qred (- a / 4)]
  end.
Definition utility_poly : poly := add [outside m] cost_poly.
Definition seen_poly : poly := add [0%Q; worth m] (scale_by (-1) (mul utility_poly utility_poly)).
Definition seen_at (e : Q) : Q :=
  let c := (fix pow (k : nat) := match k with O => 1%Q | S j => (e * pow j)%Q end) (S (S (power m))) in
  let u := (outside m + scale m * c)%Q in Qred (worth m * e - u * u).

(** A bound for n signals, the effort [best] to compare with, and the inequality as a square around [near] and a rest. *)
Record certificate := Certificate { count : positive; bound : Q; best : Q; near : Q; floor : Q }.

Variable c : certificate.

Definition slack_poly : poly :=
  add [Qred (seen_at (best c) - bound c)]
    (add (scale_by (-1) seen_poly) (scale_by (1 # count c) premium_poly)).

Definition within (e : Q) : bool := Qle_bool 0 e &&& Qle_bool e 1.
Definition check_lower : bool :=
  less 0 (kappa m) &&& less (kappa m) 1 &&& Qle_bool 0 (scale m) &&& Qle_bool 0 (outside m) &&& within (best c) &&&
  Qle_bool (seen_at 0 + bound c) (seen_at (best c)) &&& Qle_bool (seen_at 1 + bound c) (seen_at (best c)) &&&
  bowl_above (near c) (floor c) slack_poly.
End Model.

Section Sound.
Variable m : economy.
Hypothesis K0 : 0 < Q2R (kappa m).
Hypothesis K1 : Q2R (kappa m) < 1.
Hypothesis S0 : 0 <= Q2R (scale m).
Hypothesis O0 : 0 <= Q2R (outside m).

Let k : R := Q2R (kappa m).
Let a : R := Q2R (scale m).

Definition agreement_slope (e : R) : R := match monitoring m with Expert => Q2R (kappa m) / 2 | TwoLooks => Q2R (kappa m) * e end.
Definition marginal (e : R) : R := Q2R (scale m) * (INR (S (S (power m))) * e ^ S (power m)).

Lemma agreement_derive e : is_derive (agreement m) e (agreement_slope e).
Proof. unfold agreement, agreement_slope; destruct (monitoring m); auto_derive; trivial; field. Qed.

Lemma marginal_derive e : is_derive (effort_cost m) e (marginal e).
Proof.
  unfold effort_cost, marginal; apply is_derive_scal.
  replace (INR (S (S (power m))) * e ^ S (power m)) with (INR (S (S (power m))) * 1 * e ^ pred (S (S (power m))))
    by (cbn [pred]; ring).
  exact (is_derive_pow (fun x => x) (S (S (power m))) e 1 (is_derive_id (K := R_AbsRing) e)).
Qed.

Lemma agreement_inside e : 0 <= e <= 1 -> probability (agreement m e).
Proof.
  intros He; unfold agreement, probability.
  assert (0 <= Q2R (kappa m) * e <= Q2R (kappa m)) by (split; nra).
  assert (0 <= e * e <= 1) by nra.
  assert (0 <= Q2R (kappa m) * (e * e) <= Q2R (kappa m)) by (split; nra).
  destruct (monitoring m); lra.
Qed.

Lemma cost_nonneg e : 0 <= e <= 1 -> 0 <= effort_cost m e.
Proof. intros He; apply Rmult_le_pos; [exact S0|apply pow_le; lra]. Qed.

Lemma square_paid : curved (fun x => 0 <= x) (fun x => x * x) 2.
Proof. apply square_curved. Qed.

(** Every contract pays the first-best wage at least. *)
Lemma seen_bound n v e : offers m n v e -> under m n v e <= seen m e.
Proof.
  intros [He [Pv [_ Pa]]]; unfold under, seen.
  pose proof (agreement_inside e He) as P.
  assert (Q01 : 0 <= agreement m e <= 1) by (unfold probability in P; lra).
  set (u := expect (agreement m e) n v).
  assert (U : utility m e <= u) by (unfold participates in Pa; fold u in Pa; unfold utility; lra).
  assert (U0 : 0 <= utility m e) by (unfold utility; pose proof (cost_nonneg e He); lra).
  pose proof (expect_le (agreement m e) n (fun s => 2 * u * v s - u * u) (fun s => v s * v s) Q01) as L.
  assert (L' : 2 * u * u - u * u <= expect (agreement m e) n (fun s => v s * v s)).
  { replace (2 * u * u - u * u) with (expect (agreement m e) n (fun s => 2 * u * v s - u * u)).
    - apply L; intros s _; pose proof (Rle_0_sqr (v s - u)); unfold Rsqr in *; lra.
    - rewrite expect_minus, expect_scale, expect_const; reflexivity. }
  assert (utility m e * utility m e <= u * u) by (apply Rmult_le_compat; assumption).
  lra.
Qed.

(** ... and c'^2/(n I) more at an interior effort. *)
Lemma premium_bound n v e : (0 < n)%nat -> 0 < e < 1 -> offers m n v e ->
  under m n v e <= seen m e - marginal e * marginal e / (INR n * information (agreement m e) (agreement_slope e)).
Proof.
  intros Hn He [He' [Pv [Im Pa]]]; unfold under, seen.
  pose proof (agreement_inside e He') as P.
  assert (D : agreement_slope e <> 0) by (unfold agreement_slope; destruct (monitoring m); nra).
  pose proof (model_lower_bound (agreement m) (effort_cost m) e (agreement_slope e) (marginal e) He (agreement_derive e) D
    P (marginal_derive e) (fun x => 0 <= x) (fun x => x * x) 2 (Q2R (outside m)) n v Hn ltac:(lra) (from_interval 0)
    square_paid ltac:(cbv beta; intros; nra) ltac:(pose proof (cost_nonneg e He'); lra) Pv Im Pa) as B.
  cbv beta in B; fold (utility m e) in B.
  pose proof (information_pos (agreement m e) (agreement_slope e) P D) as I0; apply lt_INR in Hn; simpl in Hn.
  replace (2 * (marginal e * marginal e) / (2 * (INR n * information (agreement m e) (agreement_slope e)))) with
    (marginal e * marginal e / (INR n * information (agreement m e) (agreement_slope e))) in B by (field; lra).
  lra.
Qed.

Lemma premium_value e : 0 < e < 1 ->
  value (premium_poly m) e = marginal e * marginal e / information (agreement m e) (agreement_slope e).
Proof.
  intros He; pose proof (agreement_inside e ltac:(lra)) as [P0 P1].
  assert (Kq : ~ (kappa m * kappa m == 0)%Q).
  { intros Z; apply Qeq_eqR in Z; rewrite Q2R_mult, Q2R_zero in Z; nra. }
  assert (Kq4 : ~ (4 * (kappa m * kappa m) == 0)%Q).
  { intros Z; apply Qeq_eqR in Z; rewrite !Q2R_mult, Q2R_zero in Z.
    replace (Q2R 4) with 4 in Z by (unfold Q2R; simpl; field); nra. }
  assert (Ex : Q2R (exponent m) = INR (S (S (power m)))).
  { unfold exponent, Q2R, inject_Z; cbn [Qnum Qden]; rewrite INR_IZR_INZ; field. }
  assert (N4 : ~ (4 == 0)%Q) by discriminate.
  assert (Four : Q2R 4 = 4) by (unfold Q2R; simpl; field).
  set (p := power m) in *; set (K := INR (S (S p))) in *; set (y := e ^ S p).
  assert (Y : e ^ (2 * S p) = y * y) by (unfold y; rewrite <- pow_add; f_equal; lia).
  unfold premium_poly, marginal, information, agreement_slope, agreement in *; fold p y.
  destruct (monitoring m); cbv zeta; rewrite value_shift; cbn [value];
    rewrite ?Q2R_red, ?Q2R_div, ?Q2R_opp, ?Q2R_mult, ?Q2R_zero, ?Ex, ?Four by assumption.
  - rewrite Y; fold K; field; lra.
  - assert (Z : y * y = e * e * e ^ (2 * p)).
    { rewrite <- Y; replace (2 * S p)%nat with (S (S (2 * p))) by lia; simpl; ring. }
    fold K; replace (Q2R (scale m) * (K * y) * (Q2R (scale m) * (K * y))) with
      (Q2R (scale m) * K * (Q2R (scale m) * K) * (y * y)) by ring.
    rewrite Z; field; repeat split; lra.
Qed.

(** ** Soundness *)

Lemma Q2R_pow_fix e p : Q2R ((fix pow (k : nat) := match k with O => 1%Q | S j => (e * pow j)%Q end) p) = Q2R e ^ p.
Proof. induction p as [|p IH]; [exact Q2R_one|]. cbn [pow]; rewrite Q2R_mult, IH; reflexivity. Qed.

Lemma seen_at_value e : Q2R (seen_at m e) = seen m (Q2R e).
Proof.
  unfold seen_at, seen, utility, effort_cost; cbv zeta; rewrite Q2R_red, Q2R_minus, !Q2R_mult, !Q2R_plus, !Q2R_mult.
  rewrite Q2R_pow_fix; reflexivity.
Qed.

Lemma seen_poly_value e : value (seen_poly m) e = seen m e.
Proof.
  unfold seen_poly, utility_poly, cost_poly, seen, utility, effort_cost.
  rewrite value_add, value_scale, value_mul, value_add, value_shift; cbn [value].
  replace (Q2R (-1)) with (-1) by (unfold Q2R; simpl; field); rewrite Q2R_zero; ring.
Qed.

Variable c : certificate.
Hypothesis Hc : check_lower m c = true.
Variable n : nat.
Hypothesis Hn : n = Pos.to_nat (count c).

Lemma n_positive : (0 < n)%nat.
Proof. rewrite Hn; apply Pos2Nat.is_pos. Qed.

Lemma n_value : Q2R (1 # count c) = / INR n.
Proof. unfold Q2R; cbn [Qnum Qden]; rewrite Hn, INR_IZR_INZ, positive_nat_Z; ring. Qed.

Theorem every_contract v e : offers m n v e -> under m n v e + Q2R (bound c) <= seen m (Q2R (best c)).
Proof.
  intros Of; pose proof Of as [He _]; pose proof Hc as H; unfold check_lower in H.
  apply both in H; destruct H as [H Sq].
  apply both in H; destruct H as [H At1]; apply both in H; destruct H as [_ At0].
  pose proof (seen_bound n v e Of) as Sb.
  rewrite <- !seen_at_value.
  destruct (Req_dec e 0) as [->|E0].
  { apply le_le in At0; rewrite Q2R_plus, seen_at_value, Q2R_zero in At0; lra. }
  destruct (Req_dec e 1) as [->|E1].
  { apply le_le in At1; rewrite Q2R_plus, (seen_at_value 1), Q2R_one in At1; lra. }
  assert (E : 0 < e < 1) by lra.
  pose proof (premium_bound n v e n_positive E Of) as B.
  pose proof (lt_0_INR n n_positive) as N0.
  pose proof (agreement_inside e He) as P.
  assert (D : agreement_slope e <> 0) by (unfold agreement_slope; destruct (monitoring m); nra).
  pose proof (information_pos (agreement m e) (agreement_slope e) P D) as I0.
  replace (marginal e * marginal e / (INR n * information (agreement m e) (agreement_slope e))) with
    (/ INR n * value (premium_poly m) e) in B by (rewrite premium_value by exact E; field; lra).
  assert (Sl : value (slack_poly m c) e = Q2R (seen_at m (best c)) - Q2R (bound c) - seen m e +
    / INR n * value (premium_poly m) e).
  { unfold slack_poly; rewrite !value_add, !value_scale, seen_poly_value, n_value; cbn [value].
    replace (Q2R (-1)) with (-1) by (unfold Q2R; simpl; field); rewrite Q2R_red, Q2R_minus; ring. }
  pose proof (bowl_above_value _ _ _ e Sq He); lra.
Qed.

Theorem lower_end : gap_at_least m n (Q2R (bound c)).
Proof.
  exists (Q2R (best c)); split; [|exact every_contract].
  pose proof Hc as H; unfold check_lower in H.
  do 3 (apply both in H; destruct H as [H _]); apply both in H; destruct H as [_ W].
  unfold within in W; apply both in W; destruct W as [A B]; apply le_le in A; apply le_le in B.
  rewrite Q2R_zero in A; rewrite Q2R_one in B; split; assumption.
Qed.
End Sound.

Theorem check_lower_sound m c : check_lower m c = true -> gap_at_least m (Pos.to_nat (count c)) (Q2R (bound c)).
Proof.
  intros H; pose proof H as H'; unfold check_lower in H'.
  do 4 (apply both in H'; destruct H' as [H' _]).
  apply both in H'; destruct H' as [H' O]; apply both in H'; destruct H' as [H' S].
  apply both in H'; destruct H' as [K0 K1].
  apply less_lt in K0; rewrite Q2R_zero in K0; apply less_lt in K1; rewrite Q2R_one in K1.
  apply le_le in S; rewrite Q2R_zero in S; apply le_le in O; rewrite Q2R_zero in O.
  apply (lower_end m K0 K1 S O c H _ eq_refl).
Qed.

(** The lower ends of several sizes. *)
Definition lower_ends (m : economy) (ends : list (positive * Q)) : Prop :=
  forall n l, In (n, l) ends -> gap_at_least m (Pos.to_nat n) (Q2R l).

Theorem check_lowers_sound m cs : forallb (check_lower m) cs = true ->
  lower_ends m (map (fun c => (count c, bound c)) cs).
Proof.
  intros H n l I; apply in_map_iff in I; destruct I as [c [E I]]; injection E as <- <-.
  apply check_lower_sound; rewrite forallb_forall in H; apply H, I.
Qed.

(** All that a file needs: the economy [m] and the certificates [cs] are written out. *)
Ltac prove_lower_ends m cs := refine (check_lowers_sound m cs _); computed.

(** Twins that the checker has to reject: another point of the square, a bolder bound. *)
Definition with_near (c : certificate) (x : Q) : certificate := Certificate (count c) (bound c) (best c) x (floor c).
Definition with_bound (c : certificate) (l : Q) : certificate := Certificate (count c) l (best c) (near c) (floor c).
