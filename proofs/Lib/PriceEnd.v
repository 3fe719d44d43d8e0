(** * Lower ends of the gap by prices: every contract, effort chosen by the company, three families of utilities

    In words.  Utility w^(1/p), ln(1 + w/a) or of constant absolute risk aversion, wages at least 0, cost scale*e^k or
    scale*e^(k/2), value worth*e - curve*e^2/2, and n signals that agree with probability 1/2 + kappa e/2 (an expert's labels)
    or 1/2 + kappa e^2/2 (two looks).  If [check_price] accepts a certificate, then the gap is at least [bound]: the best
    payoff with effort seen exceeds by that much the payoff under every contract on the whole list of signals and every effort
    that it makes a best reply ([gap_at_least]).

    How.  Duality (T7, [fenchel_lower]) with one pair of prices for all efforts: utility costs lambda, and an agreement more
    lambda sigma.  With the polynomial P of Lib/WagePolynomial.v a contract for effort e costs
    lambda (U0 + c) + lambda sigma c' q(1-q)/q' - E[P(sigma(S - nq))] or more, and central moments of S are polynomials in q.  So
    what is left is a polynomial inequality over efforts in [0, 1], or their square roots, as in Lib/LowerEnd.v.  All numbers
    are rational; no interval arithmetic, no axiom beyond those of the reals.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Curvature ExpBracket CountMoments.
From FirstBest.Lib Require Export WagePolynomial.
Open Scope R_scope.

(** ** The economies *)

Inductive scheme := Expert | TwoLooks.

(** Cost scale*e^k, scale*e^(k/2). *)
Inductive cost_power := Whole (k : nat) | Half (k : nat).

Record economy := Economy
  { family : utility_of_money; monitoring : scheme; kappa : Q; scale : Q; exponent : cost_power;
    worth : Q; curve : Q; outside : Q }.

Section Model.
Variable m : economy.

Definition agreement (e : R) : R :=
  match monitoring m with Expert => 1 / 2 + Q2R (kappa m) * e / 2 | TwoLooks => 1 / 2 + Q2R (kappa m) * (e * e) / 2 end.
Definition effort_cost (e : R) : R :=
  Q2R (scale m) * match exponent m with Whole k => e ^ k | Half k => sqrt e ^ k end.
Definition utility (e : R) : R := Q2R (outside m) + effort_cost e.
Definition benefit (e : R) : R := Q2R (worth m) * e - Q2R (curve m) / 2 * (e * e).

(** The company's payoff with effort seen, and under a contract. *)
Definition seen (e : R) : R := benefit e - wage (family m) (utility e).
Definition under (n : nat) (v : list bool -> R) (e : R) : R :=
  benefit e - expect (agreement e) n (fun s => wage (family m) (v s)).

(** Wages are at least 0, e is a best reply among all efforts, and the annotator accepts. *)
Definition offers (n : nat) (v : list bool -> R) (e : R) : Prop :=
  0 <= e <= 1 /\ (forall s, length s = n -> payable (family m) (v s)) /\ implements agreement effort_cost n v e /\
  participates agreement effort_cost (Q2R (outside m)) n v e.

(** With effort seen, some effort is worth l more than every contract with every effort that it makes a best reply. *)
Definition gap_at_least (n : nat) (l : R) : Prop :=
  exists e0, 0 <= e0 <= 1 /\ payable (family m) (utility e0) /\ forall v e, offers n v e -> under n v e + l <= seen e0.

(** So the supremum with effort seen exceeds the supremum over all contracts by l or more. *)
Theorem price_gap_suprema n l first second : gap_at_least n l ->
  is_lub (fun x => exists e, 0 <= e <= 1 /\ payable (family m) (utility e) /\ x = seen e) first ->
  is_lub (fun x => exists v e, offers n v e /\ x = under n v e) second -> second + l <= first.
Proof.
  intros [e0 [He [Pe G]]] [F _] [_ S].
  assert (seen e0 <= first) by (apply F; exists e0; repeat split; try apply He; apply Pe).
  assert (second <= first - l); [|lra].
  apply S; intros x [v [e [Of ->]]]; pose proof (G v e Of); lra.
Qed.

(** ** The polynomials, in x = e or x = sqrt e *)

Definition effort_poly : poly := match exponent m with Whole _ => [0%Q; 1%Q] | Half _ => [0%Q; 0%Q; 1%Q] end.
Definition utility_poly : poly :=
  add [outside m] (shift match exponent m with Whole k => k | Half k => k end [scale m]).
Definition benefit_poly : poly :=
  add (scale_by (worth m) effort_poly) (scale_by (- curve m * (1 # 2)) (mul effort_poly effort_poly)).
Definition excess_poly : poly :=
  match monitoring m with Expert => effort_poly | TwoLooks => mul effort_poly effort_poly end.
Definition agreement_poly : poly := add [(1 # 2)%Q] (scale_by (kappa m * (1 # 2)) excess_poly).

(** c'/q'. *)
Definition target_poly : poly :=
  let a := (scale m * / kappa m)%Q in
  match exponent m, monitoring m with
  | Whole k, Expert => shift (k - 1) [(inject_Z (Z.of_nat k) * 2 * a)%Q]
  | Whole k, TwoLooks => shift (k - 2) [(inject_Z (Z.of_nat k) * a)%Q]
  | Half k, Expert => shift (k - 2) [(inject_Z (Z.of_nat k) * a)%Q]
  | Half k, TwoLooks => shift (k - 4) [(inject_Z (Z.of_nat k) * (1 # 2) * a)%Q]
  end.
Definition smooth : bool := match exponent m with Whole k => Nat.leb 2 k | Half k => Nat.leb 4 k end.

(** A bound for [size] signals; [best], in x, is the effort to compare with, which costs at most [wage_high] (for roots,
    [log_best] bounds the logarithm of its utility); [major] and [sigma] are the prices; the inequality is a square around
    [near] and a rest. *)
Record certificate := Certificate
  { size : positive; bound : Q; best : Q; log_best : Q; wage_high : Q; major : majorant; sigma : Q; near : Q; floor : Q }.

Variable c : certificate.

Definition at_point (p : poly) (a : Q) : Q := Qred (snd (divide a p)).
Definition utility_best : Q := at_point utility_poly (best c).
Definition seen_low : Q := at_point benefit_poly (best c) - wage_high c.

Definition check_wage : bool := buys (family m) utility_best (log_best c) (wage_high c).

Definition price_of_utility : Q := lambda (major c).
Definition slack_poly : poly :=
  add [Qred (seen_low - bound c)]
    (add (scale_by (-1) benefit_poly)
      (add (scale_by price_of_utility utility_poly)
        (add (scale_by (price_of_utility * sigma c)
               (mul target_poly (mul agreement_poly (add [1%Q] (scale_by (-1) agreement_poly)))))
          (scale_by (-1) (compose (moment_sum (size c) (sigma c) (majorising (family m) (major c))) agreement_poly))))).

(** At an end of [0, 1] incentives are left out. *)
Definition saved_flat : Q := hd 0%Q (majorising (family m) (major c)).
Definition check_edge (x : Q) : bool :=
  Qle_bool (at_point benefit_poly x - price_of_utility * at_point utility_poly x + saved_flat + bound c) seen_low.

Definition check_price : bool :=
  less 0 (kappa m) &&& less (kappa m) 1 &&& smooth &&&
  Qle_bool 0 (best c) &&& Qle_bool (best c) 1 &&& check_wage &&& check_majorant (family m) (major c) &&&
  less 0 (sigma c) &&&
  Qle_bool (bottom (major c)) (- (sigma c * inject_Z (Zpos (size c)) * ((1 + kappa m) * (1 # 2)))) &&&
  Qle_bool (sigma c * inject_Z (Zpos (size c)) * (1 # 2)) (top (major c)) &&&
  check_edge 0 &&& check_edge 1 &&& bowl_above (near c) (floor c) slack_poly.
End Model.

Section Sound.
Variable m : economy.
Hypothesis K0 : 0 < Q2R (kappa m).
Hypothesis K1 : Q2R (kappa m) < 1.
Hypothesis Sm : smooth m = true.

Definition root (e : R) : R := match exponent m with Whole _ => e | Half _ => sqrt e end.

Definition agreement_slope (e : R) : R := match monitoring m with Expert => Q2R (kappa m) / 2 | TwoLooks => Q2R (kappa m) * e end.
Definition marginal (e : R) : R :=
  Q2R (scale m) * match exponent m with
    | Whole k => INR k * e ^ pred k
    | Half k => INR k * / (2 * sqrt e) * sqrt e ^ pred k end.

Lemma agreement_derive e : is_derive (agreement m) e (agreement_slope e).
Proof. unfold agreement, agreement_slope; destruct (monitoring m); auto_derive; trivial; field. Qed.

Lemma marginal_derive e : 0 < e -> is_derive (effort_cost m) e (marginal e).
Proof.
  intros He; unfold effort_cost, marginal; apply is_derive_scal; destruct (exponent m) as [k|k].
  - replace (INR k * e ^ pred k) with (INR k * 1 * e ^ pred k) by ring.
    exact (is_derive_pow (fun x => x) k e 1 (is_derive_id (K := R_AbsRing) e)).
  - apply (is_derive_pow sqrt k e (/ (2 * sqrt e))); pose proof (sqrt_lt_R0 e He); auto_derive; [exact He|field; lra].
Qed.

Lemma agreement_range e : 0 <= e <= 1 -> 1 / 2 <= agreement m e <= (1 + Q2R (kappa m)) / 2.
Proof.
  intros He; unfold agreement.
  assert (0 <= e * e <= 1) by nra.
  assert (0 <= Q2R (kappa m) * e <= Q2R (kappa m)) by (split; nra).
  assert (0 <= Q2R (kappa m) * (e * e) <= Q2R (kappa m)) by (split; nra).
  destruct (monitoring m); lra.
Qed.

Lemma agreement_inside e : 0 <= e <= 1 -> probability (agreement m e).
Proof. intros He; pose proof (agreement_range e He); unfold probability; lra. Qed.

Lemma root_range e : 0 <= e <= 1 -> 0 <= root e <= 1.
Proof.
  intros He; unfold root; destruct (exponent m); [exact He|]; split; [apply sqrt_pos|].
  rewrite <- sqrt_1; apply sqrt_le_1; lra.
Qed.

Lemma effort_value e : 0 <= e -> value (effort_poly m) (root e) = e.
Proof.
  intros He; unfold effort_poly, root; destruct (exponent m); cbn [value]; rewrite ?Q2R_zero, ?Q2R_one; [ring|].
  transitivity (sqrt e * sqrt e); [ring|apply sqrt_sqrt, He].
Qed.

Lemma utility_value e : 0 <= e -> value (utility_poly m) (root e) = utility m e.
Proof.
  intros He; unfold utility_poly, utility, effort_cost, root; rewrite value_add; destruct (exponent m);
    rewrite value_shift; cbn [value]; ring.
Qed.

Lemma benefit_value e : 0 <= e -> value (benefit_poly m) (root e) = benefit m e.
Proof.
  intros He; unfold benefit_poly, benefit; rewrite value_add, !value_scale, value_mul, effort_value by exact He.
  rewrite Q2R_mult, Q2R_opp, Q2R_unit; field.
Qed.

Lemma agreement_value e : 0 <= e -> value (agreement_poly m) (root e) = agreement m e.
Proof.
  intros He; unfold agreement_poly, excess_poly, agreement; rewrite value_add, value_scale, Q2R_mult; cbn [value].
  rewrite !Q2R_unit; destruct (monitoring m); rewrite ?value_mul, !effort_value by exact He; field.
Qed.

Lemma Q2R_nat k : Q2R (inject_Z (Z.of_nat k)) = INR k.
Proof. rewrite INR_IZR_INZ; unfold Q2R; simpl; field. Qed.

Lemma target_value e : 0 < e -> value (target_poly m) (root e) = marginal e / agreement_slope e.
Proof.
  intros He; pose proof Sm as Sm'; unfold smooth in Sm'.
  assert (Kq : ~ (kappa m == 0)%Q) by (apply nonzero; lra).
  pose proof (sqrt_lt_R0 e He) as R0; pose proof (sqrt_sqrt e ltac:(lra)) as RR.
  unfold target_poly, marginal, agreement_slope, root; cbv zeta; destruct (exponent m) as [k|k]; apply Nat.leb_le in Sm'.
  - destruct k as [|[|k]]; try lia; destruct (monitoring m);
      replace (S (S k) - 1)%nat with (S k) by lia; replace (S (S k) - 2)%nat with k by lia;
      rewrite value_shift; cbn [value pred pow]; rewrite !Q2R_mult, Q2R_inv, Q2R_nat by exact Kq;
      replace (Q2R 2) with 2 by (unfold Q2R; simpl; field); field; lra.
  - destruct k as [|[|[|[|k]]]]; try lia.
    set (r := sqrt e) in *; rewrite <- RR.
    destruct (monitoring m);
      replace (S (S (S (S k))) - 2)%nat with (S (S k)) by lia; replace (S (S (S (S k))) - 4)%nat with k by lia;
      rewrite value_shift; cbn [value pred pow]; rewrite !Q2R_mult, Q2R_inv, Q2R_nat, ?Q2R_unit by exact Kq;
      field; lra.
Qed.

(** ** Soundness *)

Lemma at_point_value p a : Q2R (at_point p a) = value p (Q2R a).
Proof. unfold at_point; rewrite Q2R_red, (value_divide a p); ring. Qed.

Variable c : certificate.
Hypothesis Hw : check_wage m c = true.
Hypothesis Hm : check_majorant (family m) (major c) = true.
Hypothesis B0 : 0 <= Q2R (best c).
Hypothesis B1 : Q2R (best c) <= 1.
Hypothesis G0 : 0 < Q2R (sigma c).
Let n : nat := Pos.to_nat (size c).
Hypothesis Low : Q2R (bottom (major c)) <= - (Q2R (sigma c) * INR n * ((1 + Q2R (kappa m)) / 2)).
Hypothesis Top : Q2R (sigma c) * INR n / 2 <= Q2R (top (major c)).

(** The effort to compare with. *)
Definition compared : R := match exponent m with Whole _ => Q2R (best c) | Half _ => Q2R (best c) * Q2R (best c) end.

Lemma compared_range : 0 <= compared <= 1.
Proof. unfold compared; destruct (exponent m); [lra|]; split; nra. Qed.

Lemma compared_root : root compared = Q2R (best c).
Proof. unfold compared, root; destruct (exponent m); [reflexivity|apply sqrt_square, B0]. Qed.

Lemma utility_best_value : Q2R (utility_best m c) = utility m compared.
Proof. unfold utility_best; rewrite at_point_value, <- compared_root, utility_value by apply compared_range; reflexivity. Qed.

Lemma family_formed : well_formed (family m) = true.
Proof.
  pose proof Hm as H; unfold check_majorant in H.
  repeat match type of H with (_ &&& _ = true) => apply both in H; destruct H as [H _] end; exact H.
Qed.

Lemma compared_paid : payable (family m) (utility m compared) /\ Q2R (seen_low m c) <= seen m compared.
Proof.
  pose proof (buys_sound _ _ _ _ family_formed Hw) as [Pa W]; rewrite utility_best_value in Pa, W.
  split; [exact Pa|]; unfold seen_low, seen; rewrite Q2R_minus, at_point_value, <- compared_root, benefit_value
    by apply compared_range; lra.
Qed.

Let P := majorising (family m) (major c).
Let l := Q2R (lambda (major c)).

Lemma lambda_positive : 0 < l.
Proof.
  pose proof Hm as H; unfold check_majorant in H.
  repeat match type of H with (_ &&& _ &&& _ = true) => apply both in H; destruct H as [H _] end.
  apply both in H; destruct H as [F H].
  apply (check_point_sound _ _ F H).
Qed.

(** A price per utility alone. *)
Lemma plain_cost v e : offers m n v e -> l * utility m e - Q2R (saved_flat m c) <=
  expect (agreement m e) n (fun s => wage (family m) (v s)).
Proof.
  intros [He [Pv [_ Pa]]]; pose proof (agreement_range e He) as Qr; pose proof lambda_positive as L0.
  assert (Q01 : 0 <= agreement m e <= 1) by lra.
  set (u := expect (agreement m e) n v).
  assert (U : utility m e <= u) by (unfold participates in Pa; fold u in Pa; unfold utility; lra).
  assert (N0 : 0 <= INR n) by apply pos_INR.
  assert (Z : 0 <= Q2R (sigma c) * INR n) by (apply Rmult_le_pos; lra).
  apply Rle_trans with (expect (agreement m e) n (fun s => l * v s - Q2R (saved_flat m c))).
  - rewrite expect_minus, expect_scale, expect_const; fold u.
    assert (l * utility m e <= l * u) by (apply Rmult_le_compat_l; lra); lra.
  - apply expect_le; [exact Q01|]; intros s Ls.
    pose proof (check_majorant_sound _ _ Hm 0 (v s) ltac:(split; nra) (Pv s Ls)) as M; fold l in M.
    assert (V0 : value (majorising (family m) (major c)) 0 = Q2R (saved_flat m c)).
    { apply value_zero. }
    rewrite V0 in M; lra.
Qed.

Lemma priced_cost v e : 0 < e < 1 -> offers m n v e ->
  l * utility m e + l * Q2R (sigma c) * (marginal e / agreement_slope e * (agreement m e * (1 - agreement m e)))
    - value (moment_sum (size c) (sigma c) P) (agreement m e) <=
  expect (agreement m e) n (fun s => wage (family m) (v s)).
Proof.
  intros He' [He [Pv [Im Pa]]]; pose proof (agreement_range e He) as Qr; pose proof lambda_positive as L0.
  pose proof (agreement_inside e He) as Pq; set (q := agreement m e) in *; set (sg := Q2R (sigma c)) in *.
  assert (Q01 : 0 <= q <= 1) by lra.
  set (u := expect q n v).
  assert (U : utility m e <= u) by (unfold participates in Pa; fold q u in Pa; unfold utility; lra).
  pose proof (first_order (agreement m) (effort_cost m) n v e (agreement_slope e) (marginal e) He' (agreement_derive e) Pq
    (marginal_derive e ltac:(lra)) Im) as F; fold q in F.
  assert (D : agreement_slope e <> 0) by (unfold agreement_slope; destruct (monitoring m); nra).
  assert (F' : expect q n (fun s => v s * (INR (count s) - INR n * q)) = marginal e / agreement_slope e * (q * (1 - q))).
  { rewrite <- F.
    rewrite (expect_ext q n (fun s => v s * score q (agreement_slope e) s)
      (fun s => agreement_slope e / (q * (1 - q)) * (v s * (INR (count s) - INR n * q)))).
    2:{ intros s Ls; rewrite score_count by exact Pq; rewrite Ls; ring. }
    rewrite expect_scale; destruct Pq; field; repeat split; lra. }
  rewrite moment_sum_value by exact Pq; fold n.
  rewrite <- (expect_count q n (fun i => value P (Q2R (sigma c) * (INR i - INR n * q)))); fold sg.
  apply Rle_trans with (expect q n (fun s => l * v s + l * sg * (v s * (INR (count s) - INR n * q))
    - value P (sg * (INR (count s) - INR n * q)))).
  - rewrite expect_minus, expect_plus, !expect_scale, F'; fold u.
    assert (l * utility m e <= l * u) by (apply Rmult_le_compat_l; lra); lra.
  - apply expect_le; [exact Q01|]; intros s Ls.
    assert (Cs : 0 <= INR (count s) <= INR n).
    { split; [apply pos_INR|apply le_INR; rewrite <- Ls; apply count_length]. }
    assert (N0 : 0 <= INR n) by lra.
    assert (T : Q2R (bottom (major c)) <= sg * (INR (count s) - INR n * q) <= Q2R (top (major c))).
    { split.
      - apply Rle_trans with (sg * - (INR n * ((1 + Q2R (kappa m)) / 2))); [lra|].
        apply Rmult_le_compat_l; [lra|]; assert (INR n * q <= INR n * ((1 + Q2R (kappa m)) / 2)) by (apply Rmult_le_compat_l; lra); lra.
      - apply Rle_trans with (sg * (INR n / 2)); [|lra].
        apply Rmult_le_compat_l; [lra|]; assert (INR n * (1 / 2) <= INR n * q) by (apply Rmult_le_compat_l; lra); lra. }
    pose proof (check_majorant_sound _ _ Hm _ (v s) T (Pv s Ls)) as M; fold l P in M.
    replace (l * v s + l * sg * (v s * (INR (count s) - INR n * q))) with
      (l * (1 + sg * (INR (count s) - INR n * q)) * v s) by ring; lra.
Qed.

Hypothesis E0 : check_edge m c 0 = true.
Hypothesis E1 : check_edge m c 1 = true.
Hypothesis Sq : bowl_above (near c) (floor c) (slack_poly m c) = true.

Lemma edge_bound v e x : offers m n v e -> root e = Q2R x -> check_edge m c x = true ->
  under m n v e + Q2R (bound c) <= Q2R (seen_low m c).
Proof.
  intros Of Ex H; pose proof Of as [He _]; pose proof (plain_cost v e Of) as B.
  unfold check_edge, price_of_utility in H; apply le_le in H.
  rewrite !Q2R_plus, Q2R_minus, Q2R_mult, !at_point_value, <- Ex, benefit_value, utility_value in H by lra.
  unfold under; fold l in H; lra.
Qed.

Theorem every_contract v e : offers m n v e -> under m n v e + Q2R (bound c) <= seen m compared.
Proof.
  intros Of; pose proof Of as [He _].
  apply Rle_trans with (Q2R (seen_low m c)); [|apply compared_paid].
  destruct (Req_dec e 0) as [->|N0].
  { apply (edge_bound v 0 0 Of); [|exact E0].
    unfold root; rewrite Q2R_zero; destruct (exponent m); [reflexivity|apply sqrt_0]. }
  destruct (Req_dec e 1) as [->|N1].
  { apply (edge_bound v 1 1 Of); [|exact E1].
    unfold root; rewrite Q2R_one; destruct (exponent m); [reflexivity|apply sqrt_1]. }
  assert (E : 0 < e < 1) by lra.
  pose proof (priced_cost v e E Of) as B.
  pose proof (bowl_above_value _ _ _ (root e) Sq (root_range e He)) as V.
  unfold slack_poly, price_of_utility in V.
  rewrite !value_add, !value_scale, !value_mul, value_add, value_scale, value_compose in V; cbn [value] in V.
  rewrite agreement_value, benefit_value, utility_value, target_value in V by lra.
  replace (Q2R (-1)) with (-1) in V by (unfold Q2R; simpl; field).
  rewrite Q2R_red, Q2R_minus, Q2R_mult, Q2R_one in V; fold l P in V; unfold under; nra.
Qed.

Theorem price_end : gap_at_least m n (Q2R (bound c)).
Proof. exists compared; split; [exact compared_range|split; [apply compared_paid|exact every_contract]]. Qed.
End Sound.

Theorem check_price_sound m c : check_price m c = true -> gap_at_least m (Pos.to_nat (size c)) (Q2R (bound c)).
Proof.
  intros H; unfold check_price in H.
  repeat match type of H with (_ &&& _ = true) => apply both in H; let N := fresh "N" in destruct H as [H N] end.
  apply less_lt in H; apply less_lt in N10; apply le_le in N8; apply le_le in N7.
  apply less_lt in N4; apply le_le in N3; apply le_le in N2.
  rewrite ?Q2R_opp, ?Q2R_mult, ?Q2R_plus, ?Q2R_inject, ?Q2R_zero, ?Q2R_one in *.
  rewrite ?Q2R_unit in *.
  assert (In : IZR (Zpos (size c)) = INR (Pos.to_nat (size c))) by (rewrite INR_IZR_INZ, positive_nat_Z; reflexivity).
  rewrite In in *.
  apply (price_end m H N10 N9 c N6 N5 N8 N7 N4); try assumption; lra.
Qed.

(** The lower ends of several sizes. *)
Definition lower_ends (m : economy) (ends : list (positive * Q)) : Prop :=
  forall n l, In (n, l) ends -> gap_at_least m (Pos.to_nat n) (Q2R l).

Theorem check_prices_sound m cs : forallb (check_price m) cs = true ->
  lower_ends m (map (fun c => (size c, bound c)) cs).
Proof.
  intros H n l I; apply in_map_iff in I; destruct I as [c [E I]]; injection E as <- <-.
  apply check_price_sound; rewrite forallb_forall in H; apply H, I.
Qed.

(** All that a file needs: the economy [m] and the certificates [cs] are written out. *)
Ltac prove_price_ends m cs := refine (check_prices_sound m cs _); computed.

(** Twins that the checker has to reject: another price per agreement, a bolder bound. *)
Definition with_sigma (c : certificate) (s : Q) : certificate :=
  Certificate (size c) (bound c) (best c) (log_best c) (wage_high c) (major c) s (near c) (floor c).
Definition with_bound (c : certificate) (l : Q) : certificate :=
  Certificate (size c) l (best c) (log_best c) (wage_high c) (major c) (sigma c) (near c) (floor c).
