(** * T10 assistant: when "careless" means copied, not guessed

    In words.  A label is careful with probability e and else a model's answer, copied: P(label = 1 | item) =
    e p + (1-e) s, s the assistant's law on the item (s = 1/2 is the coin of T1).

    - (a) Agreement with an expert has probability 1/2 + (e kappa_e + (1-e) alpha_e)/2 ([expert_agreement_copied]), with
      information (kappa_e - alpha_e)^2/(4 q (1-q)) ([copied_information]).  Every contract that implements an effort
      costs at least m c'^2 (1 - (2q-1)^2)/(2 n (kappa_e - alpha_e)^2) above the first best ([collapse_premium]), which
      has no bound as alpha_e tends to kappa_e ([incentive_collapse]).  Where alpha_e >= kappa_e, no contract that is
      nondecreasing in the count, or in each signal, implements any effort above 0 ([copying_pays]).
    - (b) Two looks at an item agree with probability 1/2 + (e^2 kappa_s + 2e(1-e) alpha_s + (1-e)^2 alpha)/2
      ([repeat_agreement]).  If the assistant is deterministic and follows the majority, agreement does not rise with effort
      ([repeats_fall]), and such contracts on it implement nothing ([repeats_invert]).
    - (c) Where a deterministic assistant and the expert differ, the label is the expert's with probability e pi, and where
      they are the same it dissents with probability e rho, rho = 1 - pi_same ([sentinel_agreement], [same_dissent]); the
      information of one such check is pi/(e(1 - pi e)) ([sentinel_information]).
    - (d) Both together tell d I_sentinel + (1-d) I_same ([pair_information_is]), and agreement with the expert alone tells
      strictly less ([agreement_tells_less]).

    Source.  This project.  Assumed: finitely many items with weights; labels independent given the item. *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature.
From FirstBest Require Import T1_MonitoringSignals T7_GeneralRate.
Import ListNotations.
Open Scope R_scope.

(** P(label = 1): careful with probability e, else the assistant's answer. *)
Definition copied (e p s : R) : R := e * p + (1 - e) * s.

(** Agreement with an expert, and of two looks, at effort e. *)
Definition q_expert (kappa alpha e : R) : R := 1 / 2 + (e * kappa + (1 - e) * alpha) / 2.
Definition q_repeat (kappa alpha_s alpha e : R) : R :=
  1 / 2 + (e * e * kappa + 2 * (e * (1 - e)) * alpha_s + (1 - e) * (1 - e) * alpha) / 2.

Section Items.
Variables (A : Type) (items : list A) (w : A -> R).
Hypothesis weights : forall x, In x items -> 0 <= w x.
Hypothesis total : E A items w (fun _ => 1) = 1.
(** Preferences of the annotator and the expert, and the assistant's law, on each item. *)
Variables p r s : A -> R.

Notation Ex := (E A items w).

Definition alpha_e : R := Ex (fun x => (2 * s x - 1) * (2 * r x - 1)).
Definition alpha_s : R := Ex (fun x => (2 * s x - 1) * (2 * p x - 1)).
Definition alpha : R := Ex (fun x => (2 * s x - 1) * (2 * s x - 1)).

(** (a) *)
Theorem expert_agreement_copied e :
  Ex (fun x => agree (copied e (p x) (s x)) (r x)) = q_expert (kappa_e A items w p r) alpha_e e.
Proof.
  unfold q_expert, kappa_e, alpha_e, agree, copied.
  rewrite (E_ext A items w _ (fun x => 1 / 2 + (e / 2 * ((2 * p x - 1) * (2 * r x - 1)) +
    (1 - e) / 2 * ((2 * s x - 1) * (2 * r x - 1))))) by (intros; field).
  rewrite E_plus, E_plus, !E_scale, (E_const A items w (1 / 2)), total; field.
Qed.

(** (b) *)
Theorem repeat_agreement e :
  Ex (fun x => agree (copied e (p x) (s x)) (copied e (p x) (s x))) = q_repeat (kappa_s A items w p) alpha_s alpha e.
Proof.
  unfold q_repeat, kappa_s, alpha_s, alpha, agree, copied.
  rewrite (E_ext A items w _ (fun x => 1 / 2 + (e * e / 2 * ((2 * p x - 1) * (2 * p x - 1)) +
    (e * (1 - e) * ((2 * s x - 1) * (2 * p x - 1)) +
     (1 - e) * (1 - e) / 2 * ((2 * s x - 1) * (2 * s x - 1)))))) by (intros; field).
  rewrite !E_plus, !E_scale, (E_const A items w (1 / 2)), total; field.
Qed.

(** A deterministic assistant that answers as the majority of annotators' careful labels would. *)
Definition deterministic : Prop := forall x, In x items -> s x = 0 \/ s x = 1.
Definition follows_majority : Prop := forall x, In x items ->
  0 <= p x <= 1 /\ (1 / 2 < p x -> s x = 1) /\ (p x < 1 / 2 -> s x = 0).

Lemma deterministic_alpha : deterministic -> alpha = 1.
Proof.
  intros D; unfold alpha; apply eq_trans with (2 := total); apply E_ext; intros x Hx; destruct (D x Hx) as [->| ->]; ring.
Qed.

Theorem majority_order : deterministic -> follows_majority -> kappa_s A items w p <= alpha_s <= 1.
Proof.
  intros D F; unfold kappa_s, alpha_s; split.
  - apply E_le; [exact weights|]; intros x Hx; destruct (F x Hx) as [P [U L]].
    destruct (Rtotal_order (p x) (1 / 2)) as [C|[C|C]]; [rewrite (L C); nra|rewrite C; lra|rewrite (U C); nra].
  - apply Rle_trans with (2 := Req_le _ _ total); apply E_le; [exact weights|]; intros x Hx; destruct (F x Hx) as [P [U L]].
    destruct (D x Hx) as [->| ->]; lra.
Qed.

(** (c) Where assistant and expert differ, and the label is the expert's; where they are the same, and it is not. *)
Definition differ (s r : R) : R := s * (1 - r) + (1 - s) * r.
Definition differ_and_agree (l s r : R) : R := s * (1 - r) * (1 - l) + (1 - s) * r * l.
Definition same_and_dissent (l s r : R) : R := s * r * (1 - l) + (1 - s) * (1 - r) * l.

(** P(assistant and expert differ), and given that, or given that they are the same, of a careful label. *)
Definition difference : R := Ex (fun x => differ (s x) (r x)).
Definition pi_sentinel : R := Ex (fun x => differ_and_agree (p x) (s x) (r x)) / difference.
Definition rho_same : R := Ex (fun x => same_and_dissent (p x) (s x) (r x)) / (1 - difference).

Theorem sentinel_agreement e : deterministic -> difference <> 0 ->
  Ex (fun x => differ_and_agree (copied e (p x) (s x)) (s x) (r x)) / difference = e * pi_sentinel.
Proof.
  intros D N; unfold pi_sentinel.
  rewrite (E_ext A items w _ (fun x => e * differ_and_agree (p x) (s x) (r x))).
  - rewrite E_scale; field; exact N.
  - intros x Hx; unfold differ_and_agree, copied; destruct (D x Hx) as [->| ->]; ring.
Qed.

Theorem same_dissent e : deterministic -> difference <> 1 ->
  Ex (fun x => same_and_dissent (copied e (p x) (s x)) (s x) (r x)) / (1 - difference) = e * rho_same.
Proof.
  intros D N; unfold rho_same.
  rewrite (E_ext A items w _ (fun x => e * same_and_dissent (p x) (s x) (r x))).
  - rewrite E_scale; field; lra.
  - intros x Hx; unfold same_and_dissent, copied; destruct (D x Hx) as [->| ->]; ring.
Qed.
End Items.

(** ** Information *)

Lemma expert_derive kappa alpha e : is_derive (q_expert kappa alpha) e ((kappa - alpha) / 2).
Proof. unfold q_expert; auto_derive; [trivial|field]. Qed.

Theorem copied_information kappa alpha e : probability (q_expert kappa alpha e) ->
  information (q_expert kappa alpha e) ((kappa - alpha) / 2) =
  (kappa - alpha) * (kappa - alpha) / (4 * (q_expert kappa alpha e * (1 - q_expert kappa alpha e))).
Proof. intros [P0 P1]; unfold information; field; lra. Qed.

Lemma repeat_derive kappa alpha_s alpha e : is_derive (q_repeat kappa alpha_s alpha) e
  (e * (kappa - alpha_s) + (1 - e) * (alpha_s - alpha)).
Proof. unfold q_repeat; auto_derive; [trivial|field]. Qed.

(** (b) Second looks reward copying. *)
Theorem repeats_fall kappa alpha_s e : kappa <= alpha_s <= 1 -> 0 <= e <= 1 ->
  e * (kappa - alpha_s) + (1 - e) * (alpha_s - 1) <= 0 /\ q_repeat kappa alpha_s 1 e <= q_repeat kappa alpha_s 1 0.
Proof.
  intros [K S] He; split; [nra|].
  unfold q_repeat.
  assert (e * e * kappa <= e * e * alpha_s) by (apply Rmult_le_compat_l; [nra|exact K]).
  assert (0 <= e * (2 - e) * (1 - alpha_s)) by (apply Rmult_le_pos; [apply Rmult_le_pos; lra|lra]).
  nra.
Qed.

(** ** No pay that rewards agreement buys care *)

(** Each further agreement pays, or at least costs nothing. *)
Definition no_worse (s t : list bool) : Prop := Forall2 (fun a b => a = true -> b = true) s t.
Definition rewards (v : list bool -> R) : Prop := forall s t, no_worse s t -> v s <= v t.

Lemma no_worse_refl s : no_worse s s.
Proof. induction s; constructor; [trivial|assumption]. Qed.

Lemma count_no_worse s t : no_worse s t -> (count s <= count t)%nat.
Proof.
  induction 1 as [|a b s t H _ IH]; [apply le_n|].
  destruct a, b; simpl; try lia; discriminate (H eq_refl).
Qed.

Lemma count_rewards f : (forall j k, (j <= k)%nat -> f j <= f k) -> rewards (fun s => f (count s)).
Proof. intros F s t H; apply F, count_no_worse, H. Qed.

Lemma expect_rises n : forall v x y, rewards v -> 0 <= x <= y -> y <= 1 -> expect x n v <= expect y n v.
Proof.
  induction n as [|n IH]; intros v x y R X Y; [rewrite !expect_0; lra|].
  rewrite !expect_S.
  assert (T : rewards (fun t => v (true :: t))) by (intros s t H; apply R; constructor; [trivial|exact H]).
  assert (F : rewards (fun t => v (false :: t))) by (intros s t H; apply R; constructor; [trivial|exact H]).
  pose proof (IH _ x y T X Y) as IT; pose proof (IH _ x y F X Y) as IF.
  assert (O : expect x n (fun t => v (false :: t)) <= expect x n (fun t => v (true :: t))).
  { apply expect_le; [lra|]; intros s _; apply R; constructor; [trivial|apply no_worse_refl]. }
  set (a := expect x n (fun t => v (true :: t))) in *; set (b := expect x n (fun t => v (false :: t))) in *.
  set (a' := expect y n (fun t => v (true :: t))) in *; set (b' := expect y n (fun t => v (false :: t))) in *.
  assert (y * a <= y * a') by (apply Rmult_le_compat_l; lra).
  assert ((1 - y) * b <= (1 - y) * b') by (apply Rmult_le_compat_l; lra).
  assert ((y - x) * b <= (y - x) * a) by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

(** Whatever is monitored: if agreement at effort eta is no likelier than without effort, no such contract implements it. *)
Theorem no_likelier_no_care (q c : R -> R) n v eta : 0 < eta <= 1 -> c 0 < c eta ->
  0 <= q eta <= q 0 -> q 0 <= 1 -> rewards v -> ~ implements q c n v eta.
Proof.
  intros He Hc Q Q1 R I; pose proof (I 0 ltac:(lra)) as D.
  pose proof (expect_rises n v (q eta) (q 0) R Q Q1); lra.
Qed.

(** (a) An assistant as good as a careful annotator, or better. *)
Theorem copying_pays kappa alpha c n v eta : kappa <= alpha -> -1 <= kappa -> alpha <= 1 -> 0 < eta <= 1 ->
  c 0 < c eta -> rewards v -> ~ implements (q_expert kappa alpha) c n v eta.
Proof.
  intros K K1 A1 He Hc R; apply no_likelier_no_care; try assumption; unfold q_expert; [split|]; nra.
Qed.

Corollary copying_pays_count kappa alpha c n f eta : kappa <= alpha -> -1 <= kappa -> alpha <= 1 -> 0 < eta <= 1 ->
  c 0 < c eta -> (forall j k, (j <= k)%nat -> f j <= f k) ->
  ~ implements (q_expert kappa alpha) c n (fun s => f (count s)) eta.
Proof. intros; apply copying_pays; try assumption; apply count_rewards; assumption. Qed.

(** (b) Two looks, where a deterministic assistant follows the majority. *)
Theorem repeats_invert kappa alpha_s c n v eta : 0 <= kappa <= alpha_s -> alpha_s <= 1 -> 0 < eta <= 1 ->
  c 0 < c eta -> rewards v -> ~ implements (q_repeat kappa alpha_s 1) c n v eta.
Proof.
  intros K A1 He Hc R; apply no_likelier_no_care; try assumption.
  - split; [|apply repeats_fall; lra].
    unfold q_repeat; assert (0 <= eta * eta * kappa) by (apply Rmult_le_pos; nra).
    assert (0 <= eta * (1 - eta) * alpha_s) by (apply Rmult_le_pos; [apply Rmult_le_pos|]; lra).
    assert (0 <= (1 - eta) * (1 - eta)) by (apply Rmult_le_pos; lra); lra.
  - unfold q_repeat; lra.
Qed.

(** ** Incentive collapse *)

Section Collapse.
Variables (kappa alpha : R) (c : R -> R) (eta c1 : R).
Hypothesis Heta : 0 < eta < 1.
Hypothesis Pq : probability (q_expert kappa alpha eta).
Hypothesis Hc : is_derive c eta c1.

(** What agreement says of care: 2q - 1. *)
Definition excess : R := eta * kappa + (1 - eta) * alpha.

Theorem collapse_premium : forall pay h m U0 n v,
  kappa <> alpha -> (0 < n)%nat -> 0 <= m -> interval pay -> curved pay h m ->
  (forall x y, pay x -> pay y -> x <= y -> h x <= h y) -> pay (U0 + c eta) ->
  (forall s, length s = n -> pay (v s)) ->
  implements (q_expert kappa alpha) c n v eta -> participates (q_expert kappa alpha) c U0 n v eta ->
  h (U0 + c eta) + m * (c1 * c1) * (1 - excess * excess) / (2 * INR n * ((kappa - alpha) * (kappa - alpha))) <=
  expect (q_expert kappa alpha eta) n (fun s => h (v s)).
Proof.
  intros pay h m U0 n v Ka Hn Hm Hi Hh Mono Hu Hv Im Pa.
  pose proof (model_lower_bound (q_expert kappa alpha) c eta ((kappa - alpha) / 2) c1 Heta
    (expert_derive kappa alpha eta) ltac:(lra) Pq Hc pay h m U0 n v Hn Hm Hi Hh Mono Hu Hv Im Pa) as B.
  rewrite (copied_information kappa alpha eta Pq) in B; destruct Pq as [P0 P1].
  apply lt_INR in Hn; simpl in Hn.
  replace (m * (c1 * c1) * (1 - excess * excess) / (2 * INR n * ((kappa - alpha) * (kappa - alpha)))) with
    (m * (c1 * c1) / (2 * (INR n * ((kappa - alpha) * (kappa - alpha) /
      (4 * (q_expert kappa alpha eta * (1 - q_expert kappa alpha eta))))))); [exact B|].
  replace (1 - excess * excess) with (4 * (q_expert kappa alpha eta * (1 - q_expert kappa alpha eta)))
    by (unfold excess, q_expert; field).
  field; repeat split; lra.
Qed.
End Collapse.

(** As the assistant gets as good as a careful annotator, the premium exceeds every bound. *)
Theorem incentive_collapse kappa eta c1 m n B : -1 < kappa < 1 -> 0 < eta < 1 -> 0 < c1 -> 0 < m -> (0 < n)%nat ->
  exists r, 0 < r /\ forall alpha, kappa - r < alpha < kappa ->
  B <= m * (c1 * c1) * (1 - excess kappa alpha eta * excess kappa alpha eta) /
    (2 * INR n * ((kappa - alpha) * (kappa - alpha))).
Proof.
  intros K He C M Hn; apply lt_INR in Hn; simpl in Hn.
  set (a := m * (c1 * c1)); assert (A : 0 < a) by (unfold a; apply Rmult_lt_0_compat; nra).
  set (b := Rabs B + 1); assert (B0 : 0 < b) by (unfold b; pose proof (Rabs_pos B); lra).
  (* room left of the excess *)
  set (g := (1 - Rabs kappa) / 2).
  assert (Ak : Rabs kappa < 1) by (apply Rabs_def1; lra).
  assert (G0 : 0 < g) by (unfold g; lra).
  set (t := a * g / (2 * INR n * b)); assert (T : 0 < t) by (apply Rdiv_lt_0_compat; [nra|repeat apply Rmult_lt_0_compat; lra]).
  exists (Rmin g (Rmin 1 t)); split; [repeat apply Rmin_glb_lt; lra|].
  intros alpha [L U].
  assert (R1 : Rmin g (Rmin 1 t) <= g) by apply Rmin_l.
  assert (R2 : Rmin g (Rmin 1 t) <= 1) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_l]).
  assert (R3 : Rmin g (Rmin 1 t) <= t) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_r]).
  set (d := kappa - alpha); assert (D : 0 < d < Rmin g (Rmin 1 t)) by (unfold d; lra).
  set (x := excess kappa alpha eta).
  assert (X : - (1 - g) <= x <= 1 - g).
  { assert (x = kappa - (1 - eta) * d) as -> by (unfold x, excess, d; ring).
    assert (0 <= (1 - eta) * d <= d) by (split; [apply Rmult_le_pos; lra|nra]).
    assert (- Rabs kappa <= kappa <= Rabs kappa).
    { split; [|apply Rle_abs]. pose proof (Rle_abs (- kappa)) as Y; rewrite Rabs_Ropp in Y; lra. }
    unfold g in *; lra. }
  assert (W : g <= 1 - x * x) by (assert (g <= 1) by (unfold g; pose proof (Rabs_pos kappa); lra); nra).
  apply Rle_trans with b; [unfold b; pose proof (Rle_abs B); lra|].
  apply Rmult_le_reg_r with (2 * INR n * (d * d)); [repeat apply Rmult_lt_0_compat; lra|].
  replace (a * (1 - x * x) / (2 * INR n * (d * d)) * (2 * INR n * (d * d))) with (a * (1 - x * x)) by (field; lra).
  apply Rle_trans with (a * g); [|apply Rmult_le_compat_l; lra].
  replace (a * g) with (b * (2 * INR n) * t) by (unfold t; field; lra).
  replace (b * (2 * INR n * (d * d))) with (b * (2 * INR n) * (d * d)) by ring.
  apply Rmult_le_compat_l; [repeat apply Rmult_le_pos; lra|nra].
Qed.

(** ** Sentinels *)

(** One check where assistant and expert differ: agreement with the expert has probability pi e. *)
Theorem sentinel_information pi e : 0 < pi -> 0 < e -> pi * e < 1 ->
  information (pi * e) pi = pi / (e * (1 - pi * e)).
Proof. intros P He H; unfold information; field; lra. Qed.

(** (d) The four cells of a check: (differ, agrees with the expert), (differ, copied or wrong), (same, dissents), (same,
    agrees).  Probabilities and their slopes in effort; d = P(differ), pi and rho as above. *)
Definition cells (d pi rho e : R) : list (R * R) :=
  [ (d * (pi * e), d * pi); (d * (1 - pi * e), - (d * pi));
    ((1 - d) * (rho * e), (1 - d) * rho); ((1 - d) * (1 - rho * e), - ((1 - d) * rho)) ].

(** Fisher information of a finite law: slope^2 over probability. *)
Definition law_information (l : list (R * R)) : R :=
  fold_right (fun a sum => snd a * snd a / fst a + sum) 0 l.

Definition pair_information (d pi rho e : R) : R := law_information (cells d pi rho e).

Theorem pair_information_is d pi rho e : 0 < d < 1 -> 0 < pi -> 0 < rho -> 0 < e -> pi * e < 1 -> rho * e < 1 ->
  pair_information d pi rho e =
  d * information (pi * e) pi + (1 - d) * information (rho * e) rho.
Proof.
  intros D P R He Hp Hr; unfold pair_information, law_information, cells, information; simpl; field.
  repeat split; lra.
Qed.

(** Agreement with the expert alone: where they differ and the label is the expert's, or they are the same and it is too. *)
Definition agreement (d pi rho e : R) : R := d * (pi * e) + (1 - d) * (1 - rho * e).
Definition agreement_slope (d pi rho : R) : R := d * pi - (1 - d) * rho.

Lemma agreement_derive d pi rho e : is_derive (agreement d pi rho) e (agreement_slope d pi rho).
Proof. unfold agreement, agreement_slope; auto_derive; [trivial|ring]. Qed.

(** Two cells seen as one. *)
Lemma merged a b x y : 0 < a -> 0 < b -> (x + y) * (x + y) / (a + b) <= x * x / a + y * y / b.
Proof.
  intros A B.
  replace (x * x / a + y * y / b) with ((x + y) * (x + y) / (a + b) + (x * b - y * a) * (x * b - y * a) / (a * b * (a + b)))
    by (field; lra).
  assert (0 <= (x * b - y * a) * (x * b - y * a) / (a * b * (a + b))); [|lra].
  apply Rdiv_le_0_compat; [apply Rle_0_sqr|repeat apply Rmult_lt_0_compat; lra].
Qed.

Lemma merged_strictly a b x y : 0 < a -> 0 < b -> x * b <> y * a -> (x + y) * (x + y) / (a + b) < x * x / a + y * y / b.
Proof.
  intros A B N.
  replace (x * x / a + y * y / b) with ((x + y) * (x + y) / (a + b) + (x * b - y * a) * (x * b - y * a) / (a * b * (a + b)))
    by (field; lra).
  assert (0 < (x * b - y * a) * (x * b - y * a) / (a * b * (a + b))); [|lra].
  apply Rdiv_lt_0_compat; [apply (Rlt_0_sqr (x * b - y * a)); lra|repeat apply Rmult_lt_0_compat; lra].
Qed.

Theorem agreement_tells_less d pi rho e : 0 < d < 1 -> 0 < pi -> 0 < rho -> 0 < e -> pi * e < 1 -> rho * e < 1 ->
  information (agreement d pi rho e) (agreement_slope d pi rho) <
  d * information (pi * e) pi + (1 - d) * information (rho * e) rho.
Proof.
  intros D P R He Hp Hr; rewrite <- pair_information_is by assumption.
  set (a1 := d * (pi * e)); set (a2 := d * (1 - pi * e)); set (a3 := (1 - d) * (rho * e)); set (a4 := (1 - d) * (1 - rho * e)).
  assert (A1 : 0 < a1) by (unfold a1; repeat apply Rmult_lt_0_compat; lra).
  assert (A2 : 0 < a2) by (unfold a2; apply Rmult_lt_0_compat; lra).
  assert (A3 : 0 < a3) by (unfold a3; repeat apply Rmult_lt_0_compat; lra).
  assert (A4 : 0 < a4) by (unfold a4; apply Rmult_lt_0_compat; lra).
  set (x := d * pi); set (y := (1 - d) * rho).
  assert (X : 0 < x) by (unfold x; apply Rmult_lt_0_compat; lra).
  assert (Y : 0 < y) by (unfold y; apply Rmult_lt_0_compat; lra).
  assert (Q : information (agreement d pi rho e) (agreement_slope d pi rho) =
    (x + - y) * (x + - y) / (a1 + a4) + (- x + y) * (- x + y) / (a2 + a3)).
  { assert (agreement d pi rho e = a1 + a4) as -> by (unfold agreement, a1, a4; ring).
    assert (agreement_slope d pi rho = x - y) as -> by (unfold agreement_slope, x, y; ring).
    assert (S : a2 + a3 = 1 - (a1 + a4)) by (unfold a1, a2, a3, a4; ring).
    unfold information; rewrite S; field; lra. }
  assert (I : pair_information d pi rho e = x * x / a1 + x * x / a2 + y * y / a3 + y * y / a4).
  { unfold pair_information, law_information, cells; simpl; fold a1 a2 a3 a4 x y; field; lra. }
  rewrite Q, I.
  pose proof (merged a1 a4 x (- y) A1 A4) as M1.
  pose proof (merged_strictly a2 a3 (- x) y A2 A3 ltac:(nra)) as M2.
  replace (- y * - y) with (y * y) in M1 by ring; replace (- x * - x) with (x * x) in M2 by ring; lra.
Qed.
